package dev.hpcmcp.mcp;

import dev.hpcmcp.app.http.HttpServer;
import dev.hpcmcp.app.http.HttpSettings;
import dev.hpcmcp.auth.Verdict;

/** Serves what the public conformance suite asks for, through our HTTP edge. Argument: the port. */
final class ConformanceServer {
    private ConformanceServer() {}

    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        var server =
                HttpServer.start(
                        HttpSettings.local(port, 0),
                        new ConformanceToolbox(),
                        new ServerCard(
                                "conformance", "Conformance fixture", "1", "For tests only."),
                        new ConformanceFeatures(),
                        token -> Verdict.known(FakeToolbox.ALICE));
        System.out.println("listening on http://localhost:" + server.port() + "/mcp");
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        Thread.currentThread().join();
    }
}
