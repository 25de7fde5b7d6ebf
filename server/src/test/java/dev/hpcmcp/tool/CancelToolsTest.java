package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.spec.CancelJob.Result;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CancelToolsTest {
    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(fake);

    private String submit(String arguments) {
        return alice.ask("submit_job", arguments).path("job").path("job_id").asString();
    }

    @Test
    void cancelsEachJobForItself() {
        String queued = submit("{\"command\":[\"true\"]}");
        String done = submit("{\"command\":[\"true\"]}");
        fake.start(new JobId(done));
        fake.finish(new JobId(done), Outcome.SUCCEEDED);

        JsonNode answer =
                alice.ask(
                        "cancel_job",
                        "{\"job_ids\":[\"%s\",\"%s\",\"999\"]}".formatted(queued, done));

        assertThat(
                        answer.path("results")
                                .valueStream()
                                .map(entry -> entry.path("result").asString()))
                .containsExactly("cancelled", "already_finished", "not_found");
        assertThat(answer.path("summary").path("cancelled").asInt()).isEqualTo(1);
    }

    @Test
    void aJobThatGoesOnIsNotCalledCancelled() {
        String id = submit("{\"command\":[\"true\"]}");
        fake.start(new JobId(id));

        JsonNode signalled =
                alice.ask("cancel_job", "{\"job_ids\":[\"%s\"],\"signal\":\"USR1\"}".formatted(id));

        assertThat(signalled.at("/results/0/result").asString()).isEqualTo("signalled");
        assertThat(signalled.at("/results/0/job/state").asString()).isEqualTo("running");
    }

    @Test
    void whatTheClusterHasOnlyTakenTheOrderForIsRequested() {
        assertThat(CancelTools.result(in(JobState.RUNNING), Cancel.POLITELY))
                .isEqualTo(Result.REQUESTED);
        assertThat(CancelTools.result(in(JobState.ENDING), Cancel.POLITELY))
                .isEqualTo(Result.CANCELLED);
    }

    private static Job in(JobState state) {
        return Job.of("fake", new JobId("7"), state, "X", Instant.EPOCH).build();
    }

    @Test
    void aFilterIsPreviewedAndAnEmptyOneIsRefused() {
        submit("{\"command\":[\"true\"],\"name\":\"sweep-1\"}");
        submit("{\"command\":[\"true\"],\"name\":\"keep\"}");

        JsonNode preview =
                alice.ask(
                        "cancel_job",
                        "{\"filter\":{\"name_contains\":\"sweep\"},\"dry_run\":true}");

        assertThat(preview.path("results").size()).isEqualTo(1);
        assertThat(preview.path("results").get(0).path("result").asString())
                .isEqualTo("would_cancel");
        JsonNode sure =
                alice.ask(
                        "cancel_job",
                        "{\"filter\":{\"name_contains\":\"sweep\"},\"dry_run\":false,\"force\":true}");
        assertThat(fake.calls("cancel")).isEmpty();
        assertThat(sure.path("next").asString())
                .isEqualTo("cancel_job {\"cluster\":\"fake\",\"job_ids\":[\"1\"],\"force\":true}");
        assertThat(sure.path("summary").path("would_cancel").asInt()).isEqualTo(1);
        alice.ask("cancel_job", sure.path("next").asString().substring("cancel_job ".length()));
        assertThat(fake.calls("cancel")).hasSize(1);
        assertThat(alice.refused("cancel_job", "{\"filter\":{}}")).contains("would end every job");
        assertThat(alice.refused("cancel_job", "{}")).contains("give either job_ids or filter");
    }

    @Test
    void aCancelWhoseAnswerWasLostIsUnknownNotDone() {
        String id = submit("{\"command\":[\"true\"]}");
        fake.beforeEach(call -> {
            if (call.method().equals("cancel")) {
                fake.failNext(new Failure.OutcomeUnknown("fake", "cancel job " + id));
            }
        });

        JsonNode answer = alice.ask("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id));

        assertThat(answer.path("results").get(0).path("result").asString()).isEqualTo("unknown");
        assertThat(answer.path("results").get(0).path("message").asString())
                .contains("may or may not have happened");
    }
}
