package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Progress;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WaitToolTest {
    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(fake);

    @Test
    void saysStateElapsedAndPercentWhileItWaits() {
        JobId job = submit();
        fake.put(
                fake.job(job)
                        .change()
                        .state(JobState.RUNNING, "RUNNING")
                        .elapsedSeconds(34L)
                        .progress(
                                new Progress(
                                        4,
                                        Optional.of(10.0),
                                        Optional.of("epochs"),
                                        Optional.of(0.4),
                                        Map.of()))
                        .build());

        wait("{\"job_ids\":[\"%s\"],\"timeout_seconds\":1}".formatted(job));

        assertThat(alice.progress).first().isEqualTo(job + " running 34 s, 40 %");
    }

    @Test
    void ofManyJobsAnyFinishedIsEnoughIfAskedFor() {
        JobId one = submit();
        JobId two = submit();
        fake.finish(two, Outcome.SUCCEEDED);

        JsonNode waited =
                wait(
                        "{\"job_ids\":[\"%s\",\"%s\"],\"until\":\"any_finished\"}"
                                .formatted(one, two));

        assertThat(waited.path("reached").asBoolean()).isTrue();
        assertThat(waited.path("jobs").size()).isEqualTo(2);
        assertThat(waited.path("next").asString()).contains("\"job_id\":\"" + two + "\"");
    }

    @Test
    void whatNobodyCanLookUpJustNowIsNotTakenForTheEnd() {
        JobId job = submit();
        fake.hide(job);

        for (String until : java.util.List.of("finished", "any_finished", "started")) {
            JsonNode waited =
                    wait(
                            "{\"job_ids\":[\"%s\"],\"until\":\"%s\",\"timeout_seconds\":1}"
                                    .formatted(job, until));

            assertThat(waited.path("reached").asBoolean()).as(until).isFalse();
            assertThat(waited.path("missing").path(0).path("reason").asString())
                    .contains("nobody can tell just now");
            assertThat(waited.path("next").asString())
                    .startsWith("wait_for_job ")
                    .contains("\"" + job + "\"");
        }
        assertThat(alice.refused("diagnose_job", "{\"job_id\":\"%s\"}".formatted(job)))
                .startsWith("unreachable");
    }

    @Test
    void whateverIsWaitedForMissingJobsNeverComeToIt() {
        for (String until : List.of("finished", "started", "any_finished")) {
            JsonNode waited =
                    wait("{\"job_ids\":[\"998\",\"999\"],\"until\":\"%s\"}".formatted(until));

            assertThat(waited.path("reached").asBoolean()).isFalse();
            assertThat(waited.path("missing").size()).isEqualTo(2);
        }
    }

    @Test
    void fiftyOneIdsAreRefused() {
        String ids =
                IntStream.rangeClosed(1, 51)
                        .mapToObj(i -> "\"" + i + "\"")
                        .collect(Collectors.joining(","));

        assertThat(alice.refused("wait_for_job", "{\"job_ids\":[%s]}".formatted(ids)))
                .startsWith("invalid_input: job_ids: ")
                .contains("50");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aJobAskedForOnTheWrongClusterIsMissingWithTheOthersNamed() {
        JobId job = submit();
        Agent two = Agent.with(fake, new FakeBackend("other"));

        JsonNode waited =
                two.ask(
                        "wait_for_job",
                        "{\"cluster\":\"other\",\"job_ids\":[\"%s\"]}".formatted(job));
        JsonNode looked =
                two.ask("get_job", "{\"cluster\":\"other\",\"job_ids\":[\"%s\"]}".formatted(job));

        assertThat(waited.path("missing").get(0).path("reason").asString())
                .contains("there is no such job")
                .contains("give cluster: fake");
        assertThat(looked.path("missing")).isEqualTo(waited.path("missing"));
    }

    @Test
    void aMissingJobIsToldAndOnlyTheOtherIsWaitedFor() {
        JobId job = submit();
        fake.beforeEach(call -> {
            if (fake.calls("find").size() == 3) {
                fake.finish(job, Outcome.SUCCEEDED);
            }
        });

        JsonNode waited = wait("{\"job_ids\":[\"%s\",\"999\"]}".formatted(job));

        assertThat(waited.path("reached").asBoolean()).isTrue();
        assertThat(waited.path("missing").get(0).path("job_id").asString()).isEqualTo("999");
    }

    @Test
    void aCancelledWaitEndsAtOnceInWords() throws Exception {
        JobId job = submit();
        fake.beforeEach(call -> untilInterrupted());
        FutureTask<Answer> call =
                new FutureTask<>(
                        () -> alice.call("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(job)));
        Thread thread = Thread.ofVirtual().start(call);
        Patience.until("the look", () -> !fake.calls("find").isEmpty());

        thread.interrupt();

        assertThat(call.get().text()).startsWith("cancelled: ");
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new HpcException(new Failure.Unreachable("fake", "the call was cancelled"), e);
        }
    }

    private JobId submit() {
        String id =
                alice.ask("submit_job", "{\"command\":[\"true\"]}")
                        .path("job")
                        .path("job_id")
                        .asString();
        return new JobId(id);
    }

    private JsonNode wait(String arguments) {
        return alice.ask("wait_for_job", arguments);
    }
}
