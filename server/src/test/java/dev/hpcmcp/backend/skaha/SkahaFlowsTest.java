package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.tool.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What people do from beginning to end, with the service of every time. */
class SkahaFlowsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aNotebookIsChosenOpenedRenewedAndEnded(Dialect dialect) throws IOException {
        try (SkahaRig rig = new SkahaRig(dialect, folder)) {
            String image =
                    rig.ask("fetch_images", "{\"type\":\"notebook\"}")
                            .at("/images/0/id")
                            .asString();

            Answer launched =
                    rig.call(
                            "launch_session",
                            "{\"image\":\"%s\",\"type\":\"notebook\",\"wait_seconds\":60}"
                                    .formatted(image));
            assertThat(launched.text()).contains("https://sessions.example.org/session/notebook/");
            assertThat(launched.meta().get(Answer.SECRET)).isEqualTo(List.of("job.connect_url"));

            JsonNode before = rig.ask("get_job", "{\"job_ids\":[\"s0000001\"]}").at("/jobs/0");
            JsonNode renewed =
                    rig.ask("control_job", "{\"job_ids\":[\"s0000001\"],\"action\":\"renew\"}");
            assertThat(renewed.at("/results/0/result").asString()).isEqualTo("done");
            if (dialect != Dialect.D0) {
                assertThat(Instant.parse(renewed.at("/results/0/job/expires_at").asString()))
                        .isAfter(Instant.parse(before.path("expires_at").asString()));
            }

            JsonNode ended = rig.ask("cancel_job", "{\"job_ids\":[\"s0000001\"]}");
            assertThat(ended.at("/summary/cancelled").asInt()).isEqualTo(1);
            assertThat(rig.server.size()).isZero();
            JsonNode after = rig.ask("get_job", "{\"job_ids\":[\"s0000001\"]}").at("/jobs/0");
            assertThat(after.path("outcome").asString()).isEqualTo("cancelled");
            assertThat(after.has("connect_url")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aSweepIsWaitedForReadAndEndedByItsHandle(Dialect dialect) throws IOException {
        try (SkahaRig rig = new SkahaRig(dialect, folder)) {
            JsonNode sweep = rig.ask("submit_job", sweep("[\"echo\",\"hello\"]"));
            String handle = sweep.path("handle").asString();
            assertThat(names(sweep))
                    .containsExactly("sweep-1", "sweep-2", "sweep-3", "sweep-4", "sweep-5");
            assertThat(rig.left("POST"))
                    .hasSize(5)
                    .allMatch(request -> request.contains("type=headless"))
                    .allMatch(request -> request.contains("env=REPLICA_COUNT%3D5"))
                    .anyMatch(request ->
                            request.contains("name=sweep-5&")
                                    && request.contains("env=REPLICA_ID%3D5"));

            JsonNode waited = rig.ask("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(handle));
            assertThat(waited.path("reached").asBoolean()).isTrue();
            assertThat(waited.path("jobs").valueStream().map(job -> job.path("outcome").asString()))
                    .hasSize(5)
                    .containsOnly("succeeded");

            String logs =
                    rig.ask("get_session_logs", "{\"job_id\":\"%s\"}".formatted(handle))
                            .path("text")
                            .asString();
            assertThat(logs).contains("== 5 of 5: job s000000").containsPattern("(?s)(hello.*){5}");

            String lasting =
                    rig.ask("submit_job", sweep("[\"sleep\",\"1000\"]")).path("handle").asString();
            JsonNode ended = rig.ask("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(lasting));
            assertThat(ended.at("/summary/cancelled").asInt()).isEqualTo(5);
            assertThat(rig.left("DELETE")).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatAPlatformForgetsIsStillTold(Dialect dialect) throws IOException {
        try (SkahaRig rig = new SkahaRig(dialect, folder)) {
            String done =
                    submit(
                            rig,
                            "{\"image\":\"skaha/terminal:1.1.2\",\"command\":[\"echo\",\"x\"]}");
            String running =
                    submit(
                            rig,
                            "{\"image\":\"skaha/terminal:1.1.2\",\"command\":[\"sleep\",\"9\"]}");
            rig.ask("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(done));
            rig.ask(
                    "wait_for_job",
                    "{\"job_ids\":[\"%s\"],\"until\":\"started\"}".formatted(running));
            rig.server.forget(done);
            rig.server.forget(running);

            assertThat(outcome(rig, done)).isEqualTo("finished succeeded");
            assertThat(outcome(rig, running)).as("it may be back").isEqualTo("running ");
            rig.later(Duration.ofMinutes(5));
            assertThat(outcome(rig, running)).isEqualTo("finished unknown");
        }
    }

    private static String outcome(SkahaRig rig, String id) {
        JsonNode job = rig.ask("get_job", "{\"job_ids\":[\"%s\"]}".formatted(id)).at("/jobs/0");
        assertThat(job.path("stale").asBoolean()).isTrue();
        return job.path("state").asString() + " " + job.path("outcome").asString("");
    }

    private static String submit(SkahaRig rig, String request) {
        return rig.ask("submit_job", request).at("/job/job_id").asString();
    }

    private static List<String> names(JsonNode submitted) {
        return submitted
                .path("jobs")
                .valueStream()
                .map(job -> job.path("name").asString())
                .toList();
    }

    static String sweep(String command) {
        return """
        {"name":"sweep","image":"skaha/terminal:1.1.2","command":%s,"replicas":5}
        """
                .formatted(command);
    }
}
