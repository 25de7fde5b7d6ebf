package dev.hpcmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Scanner;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine promises for features beyond the toolbox, tried over stdio. */
@Timeout(30)
final class EngineTest {
    private static final String INITIALIZE =
            StdioPipes.INITIALIZE.replace(
                    "\"capabilities\":{}", "\"capabilities\":{\"elicitation\":{}}");

    private record Extra(BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> tool)
            implements Features {
        @Override
        public void declare(ServerCapabilities.Builder capabilities) {
            capabilities.logging();
        }

        @Override
        public void addTo(McpServer.SyncSpecification<?> server) {
            server.tools(
                    new SyncToolSpecification(
                            Tool.builder("extra", Map.of("type", "object")).build(), tool));
        }
    }

    /** A client that reads line by line; the server lives as long as the test. */
    private static final class Dialogue {
        private final PipedOutputStream out = new PipedOutputStream();
        private final Scanner in;

        Dialogue(Features features) throws Exception {
            var serverOut = new PipedOutputStream();
            in = new Scanner(new PipedInputStream(serverOut, 1 << 16), StandardCharsets.UTF_8);
            var engine =
                    new Engine(
                            new ServerCard("test", "Test", "1", ""), new FakeToolbox(), features);
            var server =
                    new StdioServer(
                            engine,
                            FakeToolbox.ALICE,
                            new PipedInputStream(out, 1 << 16),
                            serverOut);
            Thread.ofVirtual().start(() -> run(server));
            assertThat(say(INITIALIZE)).contains("\"logging\":{}");
        }

        private static void run(StdioServer server) {
            try {
                server.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        String say(String line) throws Exception {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return in.nextLine();
        }
    }

    @Test
    void aHandlerThatComesToNothingIsStillAnswered() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        assertThat(dialogue.say(StdioPipes.call(2, "extra", "{}")))
                .contains("\"id\":2", "-32603", "came to no result");
    }

    /** What a careless handler might return, whatever its signature says. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static CallToolResult nothing() {
        return null;
    }

    @Test
    void anUnexpectedExceptionOfAHandlerStaysInTheLog() throws Exception {
        var dialogue =
                new Dialogue(
                        new Extra((exchange, request) -> {
                            throw new IllegalStateException("secret");
                        }));
        assertThat(dialogue.say(StdioPipes.call(2, "extra", "{}")))
                .contains("\"id\":2", "-32603")
                .doesNotContain("secret", "Exception");
    }

    @Test
    void aQuestionToTheUserOverStdioDoesNotDeadlock() throws Exception {
        var dialogue =
                new Dialogue(
                        new Extra((exchange, request) -> {
                            var question =
                                    ElicitFormRequest.builder("Sure?", Map.of("type", "object"))
                                            .build();
                            return ConformanceTools.result(
                                    "you said " + exchange.createElicitation(question).action());
                        }));
        String question = dialogue.say(StdioPipes.call(2, "extra", "{}"));
        assertThat(question).contains("elicitation/create", "Sure?", "\"mode\":\"form\"");
        String id = question.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(dialogue.say(StdioPipes.ping(3))).contains("\"id\":3");
        assertThat(
                        dialogue.say(
                                "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":{\"action\":\"decline\"}}"
                                        .formatted(id)))
                .contains("\"id\":2", "DECLINE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"accept\",\"content\":{\"confirm\":true}}  | GIVEN",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}} | REFUSED",
                "{\"action\":\"accept\",\"content\":{}}                  | REFUSED",
                "{\"action\":\"accept\"}                                 | REFUSED",
                "{\"action\":\"decline\"}                                | REFUSED",
                "{\"action\":\"cancel\"}                                 | NONE"
            })
    void onlyAPersonWhoTickedTheBoxHasConsented(String said, String consent) throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        String question = dialogue.say(StdioPipes.call(2, "confirm", "{}"));
        assertThat(question).contains("elicitation/create", "Really?", "\"confirm\"");
        assertThat(dialogue.say(answer(question, said))).contains("consent: " + consent);
    }

    @Test
    void aClientThatOpensNoPagesIsNotInvited() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        assertThat(dialogue.say(StdioPipes.call(2, "invite", "{}"))).contains("consent: NONE");
    }

    @Test
    void aClientThatCannotDoWhatItSaidHasNotConsented() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        String question = dialogue.say(StdioPipes.call(2, "confirm", "{}"));
        String error =
                answer(question, "{}")
                        .replace("\"result\":{}", "\"error\":{\"code\":-1,\"message\":\"no\"}");
        assertThat(dialogue.say(error)).contains("consent: NONE");
    }

    private static String answer(String question, String result) {
        String id = question.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        return "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":%s}".formatted(id, result);
    }

    @Test
    void anAnswerToNothingIsIgnored() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        dialogue.out.write(
                """
                {"jsonrpc":"2.0","id":"who","result":{}}
                {"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"?"}}
                """
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(dialogue.say(StdioPipes.ping(3))).contains("\"id\":3");
    }

    @Test
    void usersHaveMinutesToAnswer() {
        assertThat(Engine.PATIENCE_WITH_CLIENTS).hasMinutes(10);
    }

    @Test
    void anUnknownLogLevelIsRefusedInWords() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        assertThat(
                        dialogue.say(
                                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}"))
                .contains("-32602", "alert, critical, debug");
    }

    @Test
    void aFeaturesToolIsKnownToTheHintForUnknownOnes() throws Exception {
        var dialogue = new Dialogue(new Extra((exchange, request) -> nothing()));
        assertThat(dialogue.say(StdioPipes.call(2, "extras", "{}")))
                .contains("did you mean extra?");
    }
}
