package dev.hpcmcp.mcp;

import dev.hpcmcp.app.http.HttpServer;
import dev.hpcmcp.app.http.HttpSettings;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;

/** Serves what the public conformance suite asks for, through our HTTP edge. Argument: the port. */
final class ConformanceServer {
    private ConformanceServer() {}

    /** The suite signs in nowhere. */
    private record Anybody() implements TokenCheck {
        @Override
        public Verdict of(String token) {
            return withoutOne();
        }

        @Override
        public Verdict withoutOne() {
            return Verdict.known(FakeToolbox.ALICE);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        var server =
                HttpServer.start(
                        HttpSettings.local(port, 0),
                        new ConformanceToolbox(),
                        new ServerCard(
                                "conformance", "Conformance fixture", "1", "For tests only."),
                        new ConformanceFeatures(),
                        new Anybody());
        System.out.println("listening on http://localhost:" + server.port() + "/mcp");
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        Thread.currentThread().join();
    }
}
