package dev.hpcmcp.app;

import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;

@Command(
        name = "tools",
        description = "List the tools an agent would see.",
        mixinStandardHelpOptions = true)
final class ToolsCommand implements Callable<Integer> {
    private final PrintStream out;

    @Mixin private Config config = new Config();

    @Option(names = "--json", description = "Whole, as published, with schemas.")
    private boolean json;

    ToolsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Settings settings = config.settings();
        try (Wiring wiring = new Wiring(settings)) {
            List<PublishedTool> tools = wiring.toolbox().visible(Wiring.agent(settings));
            if (json) {
                out.println(
                        Json.CAMEL
                                .writer(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(tools));
            } else {
                tools.forEach(tool ->
                        out.printf(
                                "%-18s %-10s %-14s %s%n",
                                tool.name(),
                                tool.toolset().name().toLowerCase(Locale.ROOT),
                                tool.scope(),
                                tool.title()));
            }
            return 0;
        }
    }
}
