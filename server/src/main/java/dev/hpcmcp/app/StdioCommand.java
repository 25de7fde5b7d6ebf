package dev.hpcmcp.app;

import dev.hpcmcp.mcp.Engine;
import dev.hpcmcp.mcp.HpcFeatures;
import dev.hpcmcp.mcp.StdioServer;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Narrowing;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stdio",
        description =
                "Serve one client over standard input and output, as desktop programs start it.",
        mixinStandardHelpOptions = true)
final class StdioCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin private Config config = new Config();

    @Option(
            names = "--toolsets",
            converter = Toolsets.class,
            description = "Only these of the toolsets that are on, as jobs,images.")
    private Toolsets.@Nullable Listed toolsets;

    @Option(
            names = "--scopes",
            converter = Scopes.class,
            description = "Only these of the scopes, as \"clusters:read jobs:read\".")
    private Scopes.@Nullable Listed scopes;

    StdioCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = config.settings();
        Caller caller = Wiring.agent(settings);
        if (toolsets != null) {
            caller = caller.narrowed(new Narrowing(Optional.of(toolsets.toolsets()), false));
        }
        if (scopes != null) {
            caller = caller.only(scopes.scopes());
        }
        return serve(settings, caller, config::settings, out);
    }

    static int serve(Supplier<Settings> reading, PrintStream out) throws InterruptedException {
        Settings settings = reading.get();
        return serve(settings, Wiring.agent(settings), reading, out);
    }

    private static int serve(
            Settings settings, Caller caller, Supplier<Settings> reading, PrintStream out)
            throws InterruptedException {
        try (Wiring wiring = new Wiring(settings).serve().reloading(reading);
                Engine engine =
                        new Engine(
                                Card.CARD, wiring.toolbox(), new HpcFeatures(wiring.toolbox()))) {
            StdioServer server = new StdioServer(engine, caller, System.in, out);
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
