package dev.hpcmcp.app;

import dev.hpcmcp.mcp.Engine;
import dev.hpcmcp.mcp.HpcFeatures;
import dev.hpcmcp.mcp.StdioServer;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stdio",
        description =
                "Serve one client over standard input and output, as desktop programs start it.",
        mixinStandardHelpOptions = true)
final class StdioCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin private Config config = new Config();

    StdioCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return serve(config.settings(), out);
    }

    static int serve(Settings settings, PrintStream out) throws InterruptedException {
        try (Wiring wiring = new Wiring(settings).serve();
                Engine engine =
                        new Engine(
                                Card.CARD, wiring.toolbox(), new HpcFeatures(wiring.toolbox()))) {
            StdioServer server = new StdioServer(engine, Wiring.owner(), System.in, out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, wiring)));
            server.run();
        }
        return 0;
    }

    private static void end(StdioServer server, Wiring wiring) {
        try {
            server.shutdown();
            wiring.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
