package dev.hpcmcp.app;

import dev.hpcmcp.spec.Json;
import dev.hpcmcp.tool.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;

@Command(
        name = "call",
        description =
                "Run one tool; prints its answer as JSON, or says on standard error why it failed.",
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final PrintStream out;

    @Mixin private Config config = new Config();

    @Parameters(
            index = "0",
            paramLabel = "TOOL",
            description = "Its name; hpc-mcp tools lists them.")
    private String tool = "";

    @Parameters(
            index = "1",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Its arguments; - reads them from standard input.")
    private String json = "{}";

    CallCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Map<String, Object> arguments;
        try {
            arguments = Json.MAPPER.readValue(text(), ARGUMENTS);
        } catch (JacksonException e) {
            System.err.println("hpc-mcp: the arguments are not a JSON object; try '{}'");
            return 2;
        }
        try (Wiring wiring = new Wiring(config.settings())) {
            Answer answer =
                    wiring.toolbox().call(Wiring.owner(), tool, arguments, new AtTerminal());
            if (answer.failed()) {
                System.err.println(answer.text());
                return 1;
            }
            out.println(
                    Json.MAPPER
                            .writer(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(answer.structured().orElseThrow()));
            return 0;
        }
    }

    private String text() {
        if (!json.equals("-")) {
            return json;
        }
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read");
        }
    }
}
