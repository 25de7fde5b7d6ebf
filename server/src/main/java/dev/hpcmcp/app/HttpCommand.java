package dev.hpcmcp.app;

import dev.hpcmcp.app.Settings.HttpPart;
import dev.hpcmcp.app.http.CannotListen;
import dev.hpcmcp.app.http.HttpExtras;
import dev.hpcmcp.app.http.HttpServer;
import dev.hpcmcp.auth.TokenFile;
import dev.hpcmcp.mcp.HpcFeatures;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "http",
        description = "Serve many clients over streamable HTTP at /mcp; ends on SIGTERM.",
        mixinStandardHelpOptions = true)
final class HttpCommand implements Callable<Integer> {
    @Mixin private Config config = new Config();

    @Option(names = "--host", description = "Address to listen on; else 127.0.0.1.")
    private @Nullable String host;

    @Option(names = "--port", description = "Port to listen on, 0 for any; else 8848.")
    private @Nullable Integer port;

    @Option(
            names = "--management-port",
            description = "Port for health and metrics, 0 for any; else 8849.")
    private @Nullable Integer managementPort;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.settings();
        HttpPart part =
                settings.http()
                        .orElse(HttpPart.NONE)
                        .with(
                                Optional.ofNullable(host),
                                Optional.ofNullable(port),
                                Optional.ofNullable(managementPort));
        HttpStart start = new HttpStart(part);
        try (Wiring wiring = new Wiring(settings, true).serve().reloading(config::settings)) {
            HttpServer server =
                    HttpServer.start(
                            start.settings(),
                            wiring.toolbox(),
                            Card.CARD,
                            new HpcFeatures(wiring.toolbox()),
                            start.tokens(() -> wiring.ledger().tokens()),
                            new HttpExtras(Connections.of(settings, wiring), wiring.rates()));
            say(start, server);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, wiring)));
            new CountDownLatch(1).await();
        } catch (CannotListen e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private static void end(HttpServer server, Wiring wiring) {
        server.stop();
        wiring.flush();
    }

    private static void say(HttpStart start, HttpServer server) {
        String url = "http://%s:%d/mcp".formatted(start.settings().host(), server.port());
        if (!start.loopback()) {
            System.err.println(
                    "hpc-mcp: others can reach this address and tokens travel as they are: put TLS in front of it");
        }
        start.firstToken().ifPresent(token -> System.err.print(FirstToken.words(url, token)));
        System.err.printf(
                "management on http://%s:%d/health%n",
                start.settings().managementHost(), server.managementPort());
        System.err.println("listening on " + url);
    }

    /** Where the tokens of whoever runs this server are kept, as hashes. */
    static TokenFile tokenFile() {
        return new TokenFile(Paths.state().resolve("http-token"), Wiring.owner().subject());
    }
}
