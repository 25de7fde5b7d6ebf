package dev.hpcmcp.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strangers who send what they like cost the provider no more than a few questions at a time. */
@Timeout(30)
final class OpaqueCrowdTest {
    private static final int AT_ONCE = 8;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);

    @Test
    void onlySoManyTokensAreAskedAboutAtATime() throws Exception {
        var provider =
                com.sun.net.httpserver.HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String url = "http://127.0.0.1:" + provider.getAddress().getPort();
            provider.setExecutor(threads);
            provider.createContext("/", exchange -> answer(exchange, url));
            provider.start();
            OAuth oauth = new OAuth(settings(url), Clock.systemUTC());
            List<Future<Verdict>> verdicts = new ArrayList<>();
            for (int i = 0; i < 3 * AT_ONCE; i++) {
                String token = "nobodys-" + i;
                verdicts.add(threads.submit(() -> oauth.of(token)));
            }
            Patience.until("as many as may be", () -> inside.get() == AT_ONCE);
            answering.countDown();
            for (Future<Verdict> verdict : verdicts) {
                assertThat(verdict.get())
                        .isInstanceOfAny(Verdict.Unknown.class, Verdict.Unsure.class);
            }
            assertThat(most).hasValue(AT_ONCE);
        } finally {
            answering.countDown();
            provider.stop(0);
        }
    }

    private static OAuthSettings settings(String url) {
        return new OAuthSettings(
                url,
                "http://127.0.0.1/mcp",
                "http://127.0.0.1/mcp",
                "sub",
                false,
                Optional.empty(),
                "",
                Optional.of(new OAuthSettings.Introspection("hpc", Secret.of("hush-hush"))));
    }

    private void answer(HttpExchange exchange, String url) throws IOException {
        boolean question = exchange.getRequestURI().getPath().equals("/introspect");
        String body =
                question
                        ? "{\"active\":false}"
                        : "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"introspection_endpoint\":\"%1$s/introspect\"}"
                                .formatted(url);
        if (question) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                answering.await();
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
            inside.decrementAndGet();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
