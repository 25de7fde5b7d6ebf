package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.FakeBackend;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogToolsTest {
    private static final JobId ONE = new JobId("1");

    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(fake, new FakeBackend("other"));

    @BeforeEach
    void twoJobs() {
        for (JobId id : new JobId[] {ONE, new JobId("2")}) {
            fake.put(
                    Job.of("fake", id, JobState.RUNNING, "R", Instant.EPOCH)
                            .owner("alice")
                            .build());
            fake.print(id, LogStream.STDOUT, lines(1, 9));
            fake.print(id, LogStream.STDERR, lines(1, 9));
        }
    }

    private static String[] lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toArray(String[]::new);
    }

    private JsonNode read(String more) {
        return alice.ask(
                "get_session_logs", "{\"cluster\":\"fake\",\"job_id\":\"1\"%s}".formatted(more));
    }

    @Test
    void followsAndGoesBackWithItsCursors() {
        JsonNode tail = read(",\"lines\":3");
        fake.print(ONE, LogStream.STDOUT, "line 10");

        assertThat(tail.path("text").asString()).contains("line 7\nline 8\nline 9");
        assertThat(read(cursor(tail, "next_cursor")).path("text").asString())
                .contains("]" + " ---\nline 10\n");
        assertThat(read(",\"lines\":2" + cursor(tail, "previous_cursor")).path("text").asString())
                .contains("line 5\nline 6\n---");
    }

    private static String cursor(JsonNode answer, String which) {
        return ",\"cursor\":\"%s\"".formatted(answer.path(which).asString());
    }

    @Test
    void aCursorOfAnotherOutputIsRefused() {
        String cursor = read(",\"lines\":3").path("next_cursor").asString();

        for (String other :
                new String[] {
                    "{\"cluster\":\"fake\",\"job_id\":\"2\",\"cursor\":\"%s\"}",
                    "{\"cluster\":\"fake\",\"job_id\":\"1\",\"stream\":\"stderr\",\"cursor\":\"%s\"}",
                    "{\"cluster\":\"other\",\"job_id\":\"1\",\"cursor\":\"%s\"}",
                    "{\"cluster\":\"fake\",\"job_id\":\"1\",\"cursor\":\"x%s\"}",
                }) {
            assertThat(alice.refused("get_session_logs", other.formatted(cursor)))
                    .startsWith("invalid_input: cursor: was not given out for this output");
        }
        assertThat(
                        alice.refused(
                                "get_session_logs",
                                "{\"cluster\":\"fake\",\"job_id\":\"1\",\"cursor\":\"9\"}"))
                .startsWith("invalid_input: cursor: ");
    }

    @Test
    void binaryOutputIsRefusedWithAWayOnButCanBeSearched() {
        fake.print(ONE, LogStream.STDERR, "\u007fELF\u0002\u0001" + "\u0000\ufffd".repeat(400));

        assertThat(
                        alice.refused(
                                "get_session_logs",
                                "{\"cluster\":\"fake\",\"job_id\":\"1\",\"stream\":\"stderr\"}"))
                .contains("binary, not text")
                .contains("search it for words");
        assertThat(read(",\"stream\":\"stderr\",\"search\":\"line 9\"").path("lines").asInt())
                .isEqualTo(1);
    }

    @Test
    void readsEventsWhereThereAreSome() {
        fake.print(ONE, LogStream.EVENTS, "Pulled image in 3 s");

        assertThat(read(",\"stream\":\"events\"").path("text").asString()).contains("Pulled image");
        assertThat(
                        alice.refused(
                                "get_session_logs",
                                "{\"cluster\":\"fake\",\"job_id\":\"2\",\"stream\":\"events\"}"))
                .startsWith("not_supported: ");
    }

    @Test
    void namesItsTextAsUntrusted() {
        Answer answer = alice.call("get_session_logs", "{\"cluster\":\"fake\",\"job_id\":\"1\"}");

        assertThat(answer.meta().get("dev.hpcmcp/untrusted")).asString().contains("text");
    }
}
