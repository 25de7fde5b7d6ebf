package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All our callers are one person there, whose server takes two calls at a time. */
class SharedAccountTest {
    private static final byte[] CLUSTERS =
            "{\"data\":[{\"id\":\"owens\",\"adapter\":\"slurm\"}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    private HttpServer server(ExecutorService threads) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    inside.incrementAndGet();
                    try {
                        open.await();
                    } catch (InterruptedException told) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, CLUSTERS.length);
                    exchange.getResponseBody().write(CLUSTERS);
                    exchange.close();
                });
        server.start();
        return server;
    }

    @Test
    void twoCallersShareTheTwoCallsOfTheirOneAccount() throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Rest rest = new Rest(Pace.real())) {
            HttpServer server = server(threads);
            try {
                OnDemandBackend site =
                        new OnDemandBackend(
                                OnDemandSettings.usual(
                                        "owens",
                                        "http://127.0.0.1:" + server.getAddress().getPort(),
                                        SignIn.bearer(Secret.of("token-of-the-group"))),
                                rest,
                                Clock.systemUTC());
                List<Thread> alices =
                        List.of(looking(site, Callers.ALICE), looking(site, Callers.ALICE));
                Patience.until("two of alice's are there", () -> inside.get() == 2);
                Thread bobs = looking(site, Callers.BOB);
                Patience.until("bob's waits for its turn", () -> waitsForItsTurn(bobs));
                assertThat(inside).hasValue(2);

                open.countDown();
                for (Thread thread : List.of(alices.getFirst(), alices.getLast(), bobs)) {
                    thread.join();
                }
                assertThat(inside).hasValue(3);
            } finally {
                open.countDown();
                server.stop(0);
            }
        }
    }

    private static Thread looking(OnDemandBackend site, Caller caller) {
        return Thread.ofVirtual()
                .start(() -> assertThat(site.health(caller).status()).isEqualTo(Cluster.Status.UP));
    }

    private static boolean waitsForItsTurn(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Semaphore.class.getName()));
    }
}
