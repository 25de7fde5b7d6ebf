package dev.hpcmcp.mcp;

import static dev.hpcmcp.mcp.StdioPipes.INITIALIZE;
import static dev.hpcmcp.mcp.StdioPipes.call;
import static dev.hpcmcp.mcp.StdioPipes.ping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
                    .containsExactly("echo", "hang", "wait_a_bit", "count", "boom");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 0",
                "'  \t\r'; 0",
                "{nonsense; -32700",
                "{\"jsonrpc\":\"2.0\"} trailing; -32700",
                "[{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}]; -32600",
                "17; -32600",
                "null; -32600",
                "{\"id\":5,\"method\":\"ping\"}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":7}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":5}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/list\",\"params\":[]}; -32602",
            })
    void aBlankOrMalformedLineDoesNotEndTheSession(String line, int code) throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(line);
            if (code != 0) {
                JsonNode answer = pipes.answer();
                assertThat(answer.path("error").path("code").asInt()).isEqualTo(code);
                assertThat(answer.has("id")).isTrue();
            }
            pipes.send(ping(9));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(9);
        }
    }

    @Test
    void aRequestBeforeInitializeIsAnsweredAndTheServerStillEnds() throws Exception {
        try (var pipes = new StdioPipes()) {
            pipes.send(ping(1));
            assertThat(pipes.answer().path("result").isObject()).isTrue();
            pipes.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            JsonNode error = pipes.answer().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(-32600);
            assertThat(error.path("message").asString()).contains("initialize");
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
    void eofDrainsAnswersInFlight() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            for (int id = 2; id < 22; id++) {
                pipes.send(call(id, "wait_a_bit", "{\"ms\":100}"));
            }
            pipes.closeInput();
            assertThat(pipes.ended(Duration.ofSeconds(2))).isTrue();
            for (int i = 0; i < 20; i++) {
                assertThat(pipes.answer().path("result").path("isError").asBoolean()).isFalse();
            }
        }
    }

    @Test
    void everythingPipedInAtOnceIsAnswered() throws Exception {
        String input = INITIALIZE + "\n" + ping(2) + "\n" + call(3, "echo", "{}");
        var out = new ByteArrayOutputStream();
        var engine = new Engine(new ServerCard("test", "Test", "1", ""), new FakeToolbox());
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        new StdioServer(engine, FakeToolbox.ALICE, in, out).run();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"id\":3") && line.contains("echo: null"));
    }

    @Test
    void aHangingToolDoesNotKeepTheServerAfterEof() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "hang", "{}"));
            pipes.toolbox.hanging().acquire();
            pipes.closeInput();
            assertThat(pipes.ended(Duration.ofSeconds(1))).isTrue();
            assertThat(pipes.toolbox.interrupted().tryAcquire(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aToolThatIgnoresInterruptsDoesNotKeepTheServerAfterEof() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "hang", "{\"stubborn\":true}"));
            pipes.toolbox.hanging().acquire();
            pipes.closeInput();
            assertThat(pipes.ended(Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    void shutdownDrainsAndEndsTheRun() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(2, "wait_a_bit", "{\"ms\":200}"));
            pipes.send(call(3, "hang", "{}"));
            pipes.toolbox.hanging().acquire();
            pipes.server().shutdown();
            assertThat(pipes.ended(Duration.ofMillis(300))).isTrue();
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(2);
            assertThat(pipes.rest()).isEmpty();
        }
    }

    @Test
    void manyHangingCallsDoNotBlockPing() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            int limit = StdioServer.CALLS_AT_ONCE;
            for (int id = 0; id < limit; id++) {
                pipes.send(call(1000 + id, "hang", "{}"));
            }
            pipes.toolbox.hanging().acquire(limit);
            pipes.send(call(2, "echo", "{}"));
            JsonNode refused = pipes.answer();
            assertThat(refused.path("id").asInt()).isEqualTo(2);
            assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32000);
            pipes.send(ping(3));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(3);

            pipes.toolbox.released().release();
            assertThat(pipes.answer().path("result").isObject()).isTrue();
            pipes.send(call(4, "echo", "{}"));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(4);
            pipes.closeInput();
            assertThat(pipes.ended(Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    void cancelledNotificationInterruptsTheTool() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(call(7, "hang", "{}"));
            pipes.toolbox.hanging().acquire();
            pipes.send(cancel("7"));
            assertThat(pipes.toolbox.interrupted().tryAcquire(2, TimeUnit.SECONDS)).isTrue();
            pipes.silence();
            pipes.send(call(7, "echo", "{}"));
            assertThat(pipes.answer().path("result").isObject()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "\"7\"", "null", "{}"})
    void cancellingWhatIsNotThereIsIgnored(String id) throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send(cancel(id));
            pipes.send(ping(3));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(3);
        }
    }

    private static String cancel(String id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%s}}"
                .formatted(id);
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
    void aMessageOverTheLimitIsRefusedAndTheStreamStaysInSync() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send("y".repeat(StdioServer.LONGEST_MESSAGE + 10));
            assertThat(pipes.answer().path("error").path("code").asInt()).isEqualTo(-32600);
            pipes.send(ping(3));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(3);
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

    @Test
    void linesOfManyAnswersNeverMix() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            String text = "z".repeat(20_000);
            for (int id = 0; id < 200; id++) {
                pipes.send(call(100 + id, "echo", "{\"text\":\"" + text + "\"}"));
            }
            List<Integer> ids = new java.util.ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ids.add(pipes.answer().path("id").asInt());
            }
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(100, 300).boxed().toList());
        }
    }

    @Test
    void aBrokenPipeEndsTheRunQuietly() throws Exception {
        var toServer = new java.io.PipedOutputStream();
        var in = new java.io.PipedInputStream(toServer, 1 << 16);
        var engine = new Engine(new ServerCard("test", "Test", "1", ""), new FakeToolbox());
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        var server = new StdioServer(engine, FakeToolbox.ALICE, in, broken);
        toServer.write((INITIALIZE + "\n").getBytes(StandardCharsets.UTF_8));
        toServer.flush();
        server.run();
    }
}
