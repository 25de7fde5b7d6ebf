package dev.hpcmcp.mcp;

import static dev.hpcmcp.mcp.StdioPipes.INITIALIZE;
import static dev.hpcmcp.mcp.StdioPipes.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(30)
final class StdioServerTest {
    @Test
    void introducesItselfAndListsItsTools() throws Exception {
        try (var pipes = new StdioPipes()) {
            pipes.send(INITIALIZE);
            JsonNode result = pipes.answer().path("result");
            assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-11-25");
            assertThat(result.path("serverInfo").path("title").asString()).isEqualTo("Test");
            assertThat(result.path("instructions").asString()).isEqualTo("Be kind.");
            assertThat(result.path("capabilities").toString())
                    .isEqualTo("{\"tools\":{\"listChanged\":false}}");

            pipes.send("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}");
            JsonNode tools = pipes.answer().path("result").path("tools");
            assertThat(tools.findValuesAsString("name"))
                    .containsExactly(
                            "echo", "hang", "wait_a_bit", "count", "confirm", "invite", "boom");
            JsonNode echo = tools.path(0);
            assertThat(echo.path("title").asString()).isEqualTo("Title of echo");
            assertThat(echo.path("annotations").path("readOnlyHint").asBoolean()).isTrue();
            assertThat(echo.path("outputSchema").path("type").asString()).isEqualTo("object");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-05,2024-11-05",
        "2025-03-26,2025-03-26",
        "2025-06-18,2025-06-18",
        "1999-01-01,2025-11-25"
    })
    void agreesOnAnOldRevisionOrOffersItsNewest(String asked, String agreed) throws Exception {
        try (var pipes = new StdioPipes()) {
            pipes.send(INITIALIZE.replace("2025-11-25", asked));
            assertThat(pipes.answer().path("result").path("protocolVersion").asString())
                    .isEqualTo(agreed);
        }
    }

    @Test
    void answersACallWithTextAndStructure() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "echo", "{\"text\":\"grüß dich ✓\"}"));
            JsonNode result = pipes.answer().path("result");
            assertThat(result.path("content").path(0).path("text").asString())
                    .isEqualTo("echo: grüß dich ✓");
            assertThat(result.path("structuredContent").path("text").asString())
                    .isEqualTo("grüß dich ✓");
            assertThat(result.path("isError").asBoolean()).isFalse();
        }
    }

    @Test
    void aRequestBeforeTheInitializedNotificationIsServed() throws Exception {
        try (var pipes = new StdioPipes()) {
            pipes.send(INITIALIZE);
            pipes.answer();
            pipes.send(call(2, "echo", "{}"));
            assertThat(pipes.answer().path("result").isObject()).isTrue();
        }
    }

    @Test
    void aSecondInitializeIsRefusedAndChangesNothing() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(INITIALIZE);
            assertThat(pipes.answer().path("error").path("code").asInt()).isEqualTo(-32600);
            pipes.send(call(2, "echo", "{}"));
            assertThat(pipes.answer().path("result").isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"protocolVersion\":\"2025-11-25\"}", "{\"capabilities\":7}"})
    void anIncompleteInitializeIsRefused(String params) throws Exception {
        try (var pipes = new StdioPipes()) {
            pipes.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                            + params
                            + "}");
            assertThat(pipes.answer().path("error").path("code").asInt()).isEqualTo(-32602);
            pipes.initialized();
        }
    }

    @Test
    void anIdThatIsStillInFlightIsRefused() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(7, "hang", "{}"));
            pipes.toolbox.hanging().acquire();
            pipes.send(call(7, "echo", "{}"));
            assertThat(pipes.answer().path("error").path("message").asString()).contains("7");
            pipes.toolbox.released().release();
            assertThat(pipes.answer().path("result").isObject()).isTrue();
        }
    }

    @Test
    void progressIsSentOnlyIfAskedForAndAlwaysGrows() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"count\",\"_meta\":{\"progressToken\":\"t\"}}}");
            List<JsonNode> reports = List.of(pipes.answer(), pipes.answer(), pipes.answer());
            assertThat(reports)
                    .allMatch(it -> it.path("params").path("progressToken").asString().equals("t"));
            assertThat(reports.stream().map(it -> it.path("params").path("progress").asDouble()))
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(reports.get(2).path("params").path("message").asString())
                    .isEqualTo("still two");
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(2);

            pipes.send(call(3, "count", "{}"));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(3);
        }
    }

    @Test
    void aFourMegabyteMessageIsFine() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            String text = "x".repeat(4 * 1024 * 1024);
            pipes.send(call(2, "echo", "{\"text\":\"" + text + "\"}"));
            assertThat(
                            pipes.answer()
                                    .path("result")
                                    .path("structuredContent")
                                    .path("text")
                                    .asString())
                    .hasSize(text.length());
        }
    }

    @Test
    void anUnknownToolIsNamedTogetherWithTheNearestOne() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "ecko", "{}"));
            JsonNode error = pipes.answer().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32602);
            assertThat(error.path("message").asString())
                    .contains("ecko", "did you mean echo?", "tools/list");
        }
    }

    @Test
    void aCallerSeesOnlyItsToolsAndTheToolboxDecidesAgainAtTheCall() throws Exception {
        try (var pipes = new StdioPipes(FakeToolbox.GUEST).initialized()) {
            pipes.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            assertThat(pipes.answer().path("result").path("tools").findValuesAsString("name"))
                    .containsExactly("echo");
            pipes.send(call(3, "hang", "{}"));
            JsonNode result = pipes.answer().path("result");
            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.path("content").path(0).path("text").asString())
                    .isEqualTo("you may not call hang");
            pipes.send(call(4, "hank", "{}"));
            assertThat(pipes.answer().path("error").path("message").asString())
                    .doesNotContain("hang");
        }
    }

    @Test
    void anExceptionOfAToolStaysInTheLog() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "boom", "{}"));
            String answer = pipes.answer().toString();
            assertThat(answer).contains("\"isError\":true", "error ");
            assertThat(answer).doesNotContain("secret", "Exception", "dev.hpcmcp");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tools/call; {}; -32602",
                "tools/call; {\"name\":7}; -32602",
                "tools/call; {\"name\":\"echo\",\"arguments\":[]}; -32602",
                "nonsense/method; {}; -32601",
                "logging/setLevel; {\"level\":\"info\"}; -32601",
                "resources/list; {}; -32601",
            })
    void aRequestThatMakesNoSenseIsToldSo(String method, String params, int code) throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\",\"params\":%s}"
                            .formatted(method, params));
            JsonNode error = pipes.answer().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(code);
            assertThat(error.toString()).doesNotContain("Exception", "io.modelcontextprotocol");
        }
    }
}
