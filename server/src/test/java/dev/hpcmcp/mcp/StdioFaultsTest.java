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

/** What must not end a session over stdio, and what must. */
@Timeout(30)
final class StdioFaultsTest {
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
    void aMessageOverTheLimitIsRefusedAndTheStreamStaysInSync() throws Exception {
        try (var pipes = new StdioPipes().initialized()) {
            pipes.send("y".repeat(StdioServer.LONGEST_MESSAGE + 10));
            assertThat(pipes.answer().path("error").path("code").asInt()).isEqualTo(-32600);
            pipes.send(ping(3));
            assertThat(pipes.answer().path("id").asInt()).isEqualTo(3);
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
