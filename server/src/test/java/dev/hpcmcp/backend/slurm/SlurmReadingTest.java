package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What recorded answers of both families mean. */
class SlurmReadingTest {
    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Job plain(String file, String id) {
        String number = id.replaceFirst("[_+].*", "");
        rig.on("GET", "/slurm/v0.0.38/job/" + number, 200, file);
        return one(rig.plain, id);
    }

    private Job typed(String file, String id) {
        String number = id.replaceFirst("[_+].*", "");
        rig.on("GET", "/slurm/v0.0.42/job/" + number, 200, file);
        return one(rig.typed, id);
    }

    private static Job one(SlurmBackend backend, String id) {
        return backend.find(Callers.ALICE, List.of(new JobId(id))).jobs().getFirst();
    }

    @Test
    void bothFamiliesSayTheSameOfAJobThatSucceeded() {
        for (Job job :
                List.of(plain("plain-job-completed", "5"), typed("typed-job-completed", "14"))) {
            assertThat(job.state()).isEqualTo(JobState.FINISHED);
            assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
            assertThat(job.exitCode()).contains(0);
            assertThat(job.name()).contains("full");
            assertThat(job.owner()).contains("alice");
            assertThat(job.queue()).contains("debug");
            assertThat(job.nativeState()).isEqualTo("COMPLETED");
            assertThat(job.reason()).isEmpty();
            assertThat(job.endedAt().orElseThrow()).isAfter(job.startedAt().orElseThrow());
            assertThat(job.stdoutPath()).contains("/home/alice/full-" + job.jobId() + ".out");
            assertThat(job.resources().orElseThrow().cores()).isPresent();
            assertThat(job.resources().orElseThrow().memoryGb()).isPresent();
        }
    }

    @Test
    void bothFamiliesSayTheSameOfExitCodesAndSignals() {
        assertThat(plain("plain-job-failed", "6").exitCode()).contains(3);
        assertThat(typed("typed-job-failed", "15").exitCode()).contains(3);
        assertThat(plain("plain-job-signalled", "7").signal()).contains("SEGV");
        assertThat(typed("typed-job-signalled", "16").signal()).contains("SEGV");
    }

    @Test
    void aJobThatCouldNotBeLaunchedDidNotStart() {
        Job job = plain("plain-job-could-not-start", "8");
        assertThat(job.outcome()).contains(Outcome.START_FAILED);
        assertThat(job.reason()).contains("JobLaunchFailure");
        assertThat(job.exitCode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, SUCCEEDED",
        "FAILED, FAILED",
        "CANCELLED, CANCELLED",
        "TIMEOUT, TIMED_OUT",
        "DEADLINE, TIMED_OUT",
        "OUT_OF_MEMORY, OUT_OF_MEMORY",
        "PREEMPTED, PREEMPTED",
        "NODE_FAIL, NODE_FAILED",
        "BOOT_FAIL, START_FAILED"
    })
    void everyEndHasAnOutcome(String word, Outcome outcome) {
        Job job = withState(word);
        assertThat(job.outcome()).contains(outcome);
        assertThat(job.nativeState()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, QUEUED", "CONFIGURING, STARTING", "RUNNING, RUNNING", "SUSPENDED, SUSPENDED",
        "STOPPED, SUSPENDED", "COMPLETING, ENDING", "REQUEUED, QUEUED", "REQUEUE_HOLD, HELD",
        "RESIZING, RUNNING", "SOMETHING_NEW, UNKNOWN"
    })
    void everyOtherWordIsAStateWithoutAnOutcome(String word, JobState state) {
        Job job = withState(word);
        assertThat(job.state()).isEqualTo(state);
        assertThat(job.outcome()).isEmpty();
    }

    private Job withState(String word) {
        String body =
                SlurmRig.text("plain-job-completed").replace("\"COMPLETED\"", "\"" + word + "\"");
        rig.on("GET", "/slurm/v0.0.38/job/5", aResponse().withBody(body));
        return one(rig.plain, "5");
    }

    @Test
    void aNewSlurmSaysHowAJobWillHaveEndedWhileItStillEnds() {
        String body =
                SlurmRig.text("typed-job-completed")
                        .replace("\"COMPLETED\"", "\"CANCELLED\", \"COMPLETING\"");
        rig.on("GET", "/slurm/v0.0.42/job/14", aResponse().withBody(body));
        Job job = one(rig.typed, "14");
        assertThat(job.state()).isEqualTo(JobState.ENDING);
        assertThat(job.nativeState()).isEqualTo("CANCELLED+COMPLETING");
    }

    @Test
    void anArrayIsTheSumOfItsRecordsAndTasksWithoutOneAreKnown() {
        Job array = plain("plain-array-running", "11");
        assertThat(array.state()).isEqualTo(JobState.RUNNING);
        assertThat(array.array().orElseThrow().tasks()).isEqualTo(6);
        assertThat(array.array().orElseThrow().byState())
                .isEqualTo(Map.of(JobState.QUEUED, 4, JobState.RUNNING, 2));
        assertThat(plain("plain-array-running", "11_5").state()).isEqualTo(JobState.QUEUED);
        assertThat(plain("plain-array-running", "11_2").state()).isEqualTo(JobState.RUNNING);
        Job done = plain("plain-array-done", "11");
        assertThat(done.outcome()).contains(Outcome.FAILED);
        assertThat(done.array().orElseThrow().failed()).contains(new JobId("11_3"));
        assertThat(typed("typed-array-running", "18").array().orElseThrow().byState())
                .isEqualTo(Map.of(JobState.QUEUED, 1, JobState.RUNNING, 2));
        assertThat(typed("typed-array-running", "18_1").state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aHeterogeneousJobIsOneJobWithParts() {
        Job whole = plain("plain-het", "22");
        assertThat(whole.nodes()).containsExactly("n1", "n2");
        assertThat(whole.resources().orElseThrow().cores()).contains(3);
        assertThat(plain("plain-het", "22+1").nodes()).containsExactly("n2");
        rig.on("GET", "/slurm/v0.0.38/jobs", 200, "plain-het");
        Page<Job> all = rig.plain.list(Callers.ALICE, JobQuery.all(10));
        assertThat(all.items()).extracting(Job::jobId).containsExactly(new JobId("22"));
    }

    @Test
    void bothFamiliesTellQueuesAndLoad() {
        for (String family : List.of("plain", "typed")) {
            String root = family.equals("plain") ? "/slurm/v0.0.38/" : "/slurm/v0.0.42/";
            for (String what : List.of("partitions", "nodes", "diag")) {
                rig.on("GET", root + what, 200, family + "-" + what);
            }
            SlurmBackend backend = family.equals("plain") ? rig.plain : rig.typed;
            ClusterDetails details = backend.describe(Callers.ALICE);
            Queue debug = details.queues().getFirst();
            assertThat(debug.name()).isEqualTo("debug");
            assertThat(debug.state()).contains("up");
            assertThat(debug.maxWallTimeSeconds()).contains(3600L);
            assertThat(debug.nodesTotal()).contains(4);
            assertThat(debug.coresTotal()).contains(16);
            assertThat(debug.nodesIdle()).contains(2);
            assertThat(details.limits().orElseThrow().cores()).containsExactly(4);
            assertThat(details.load().orElseThrow().jobsRunning()).contains(0);
        }
        assertThat(rig.plain.describe(Callers.ALICE).queues().getFirst().isDefault()).isTrue();
    }

    @Test
    void theNewestVersionBothKnowIsAskedForOnce() {
        SlurmBackend asking = rig.backend(rig.settings());
        rig.on("GET", "/openapi/v3", 200, "typed-openapi");
        rig.on("GET", "/slurm/v0.0.42/jobs", 200, "typed-job-running");
        asking.list(Callers.ALICE, JobQuery.all(5));
        asking.list(Callers.ALICE, JobQuery.all(5));
        assertThat(rig.left().stream().filter(call -> call.getUrl().equals("/openapi/v3")))
                .hasSize(1);
        assertThat(rig.lastLeft().getUrl()).isEqualTo("/slurm/v0.0.42/jobs");
        assertThat(rig.lastLeft().getHeader("X-SLURM-USER-NAME")).isEqualTo("alice");
        assertThat(rig.lastLeft().getHeader("X-SLURM-USER-TOKEN")).isEqualTo("token-of-alice");
    }

    @Test
    void brokenAnswersAreOurFailureNotAStackTrace() {
        for (String body : List.of("<html>proxy</html>", "{\"jobs\": [{\"job_id\": 5,", "[]", "")) {
            rig.on("GET", "/slurm/v0.0.38/jobs", aResponse().withBody(body));
            assertThat(SlurmRig.failure(() -> rig.plain.list(Callers.ALICE, JobQuery.all(5))))
                    .as(body)
                    .isInstanceOf(Failure.BadAnswer.class);
        }
    }

    @Test
    void numbersAsTextAreNumbers() {
        String body =
                SlurmRig.text("plain-job-completed")
                        .replaceAll("(\"[a-z_]*time[a-z_]*\": )(\\d+)", "$1\"$2\"");
        rig.on("GET", "/slurm/v0.0.38/job/5", aResponse().withBody(body));
        assertThat(one(rig.plain, "5").wallTimeSeconds()).contains(420L);
    }
}
