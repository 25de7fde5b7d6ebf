package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalQueueTest {
    @TempDir Path directory;
    private LocalRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, 2);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private JobRequestBuilder lasting() {
        return rig.script("exec sleep 1000");
    }

    private JobRequestBuilder noting(String word) {
        return rig.script("echo " + word + " >>notes");
    }

    private JobState state(JobId id) {
        return rig.find(id).state();
    }

    private void cancel(JobId id) {
        rig.cluster.cancel(LocalRig.ME, id, Cancel.POLITELY);
    }

    private Job control(JobId id, Control.Action action) {
        return rig.cluster.control(LocalRig.ME, id, Control.of(action));
    }

    private void prioritise(JobId id, int priority) {
        rig.cluster.control(
                LocalRig.ME,
                id,
                new Control(
                        Control.Action.SET_PRIORITY,
                        Optional.of(priority),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static After after(JobId id, After.Condition condition) {
        return new After(id, condition);
    }

    @Test
    void runsNoMoreThanItHasSlotsFor() {
        JobId first = rig.submit(lasting());
        JobId second = rig.submit(lasting());
        JobId third = rig.submit(lasting());
        rig.await(first, JobState.RUNNING);
        rig.await(second, JobState.RUNNING);
        assertThat(state(third)).isEqualTo(JobState.QUEUED);
        cancel(first);
        rig.await(third, JobState.RUNNING);
    }

    @Test
    void theFirstThatDoesNotFitKeepsBackThoseBehindIt() {
        JobId small = rig.submit(lasting());
        JobId wide = rig.submit(noting("wide").cores(2));
        JobId behind = rig.submit(noting("behind"));
        assertThat(state(wide)).isEqualTo(JobState.QUEUED);
        assertThat(state(behind)).isEqualTo(JobState.QUEUED);
        cancel(small);
        rig.await(behind, JobState.FINISHED);
        assertThat(rig.written("notes")).isEqualTo("wide\nbehind");
    }

    @Test
    void heldJobsAreSteppedOver() {
        JobId held = rig.submit(lasting().cores(2).hold(true));
        assertThat(rig.finished(rig.script("true")).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(state(held)).isEqualTo(JobState.HELD);
    }

    @Test
    void aHigherPriorityStartsSooner() {
        JobId blocker = rig.submit(lasting().cores(2));
        JobId first = rig.submit(noting("first").cores(2));
        JobId second = rig.submit(noting("second").cores(2));
        prioritise(second, 10);
        cancel(blocker);
        rig.await(first, JobState.FINISHED);
        assertThat(rig.written("notes")).isEqualTo("second\nfirst");
    }

    @Test
    void holdsAndReleasesWhatWaits() {
        JobId blocker = rig.submit(lasting().cores(2));
        JobId waiting = rig.submit(noting("ran"));
        assertThat(control(waiting, Control.Action.HOLD).state()).isEqualTo(JobState.HELD);
        cancel(blocker);
        assertThat(state(waiting)).isEqualTo(JobState.HELD);
        control(waiting, Control.Action.RELEASE);
        rig.await(waiting, JobState.FINISHED);
    }

    @Test
    void runsTheTasksOfAnArraySomeAtATime() {
        JobRequestBuilder request =
                rig.script(
                                "echo $HPC_MCP_ARRAY_JOB_ID $HPC_MCP_ARRAY_TASK_ID of $HPC_MCP_ARRAY_TASK_COUNT >t$HPC_MCP_ARRAY_TASK_ID",
                                "sleep 0.1")
                        .array("1-5:2,7%1")
                        .stdoutPath("out-%a");
        JobId id = rig.submit(request);
        Job job = rig.find(id);
        assertThat(job.array().orElseThrow().tasks()).isEqualTo(4);
        assertThat(job.array().orElseThrow().byState().getOrDefault(JobState.QUEUED, 0))
                .isGreaterThanOrEqualTo(3);
        Job done = rig.await(id, JobState.FINISHED);
        assertThat(done.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.written("t7")).isEqualTo(id + " 7 of 4");
        assertThat(rig.find(new JobId(id + "_3")).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.cluster.list(LocalRig.ME, JobQuery.all(10)).items()).hasSize(1);
        assertThat(rig.cluster.find(LocalRig.ME, List.of(new JobId(id + "_2"))).missing())
                .hasSize(1);
    }

    @Test
    void namesTheTasksThatFailed() {
        JobId id = rig.submit(rig.script("[ $HPC_MCP_ARRAY_TASK_ID != 2 ]").array("1-3"));
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.array().orElseThrow().failed()).containsExactly(new JobId(id + "_2"));
    }

    @Test
    void changesAllTasksOfAnArrayOrOne() {
        JobId id = rig.submit(lasting().array("1-4"));
        rig.await(new JobId(id + "_2"), JobState.RUNNING);
        control(new JobId(id + "_3"), Control.Action.HOLD);
        assertThat(state(new JobId(id + "_3"))).isEqualTo(JobState.HELD);
        control(id, Control.Action.HOLD);
        assertThat(state(new JobId(id + "_4"))).isEqualTo(JobState.HELD);
        cancel(new JobId(id + "_3"));
        assertThat(state(new JobId(id + "_3"))).isEqualTo(JobState.FINISHED);
        assertThat(state(new JobId(id + "_4"))).isEqualTo(JobState.HELD);
        cancel(id);
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.find(new JobId(id + "_4")).startedAt()).isEmpty();
    }

    @Test
    void aLargeArrayIsNoBurden() {
        JobId id = rig.submit(rig.script("true").array("1-2000").hold(true));
        assertThat(rig.find(id).array().orElseThrow().byState()).containsEntry(JobState.HELD, 2000);
        cancel(id);
        assertThat(rig.find(id).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void waitsForTheSuccessOfAnother() {
        JobId first = rig.submit(rig.script("sleep 0.3"));
        JobId second =
                rig.submit(
                        noting("second").after(List.of(after(first, After.Condition.SUCCEEDED))));
        assertThat(state(second)).isEqualTo(JobState.QUEUED);
        assertThat(rig.await(second, JobState.FINISHED).startedAt().orElseThrow())
                .isAfterOrEqualTo(rig.find(first).endedAt().orElseThrow());
    }

    @Test
    void endsAJobWhoseDependencyCanNeverBeMet() {
        JobId first = rig.submit(rig.script("exit 1"));
        JobId second =
                rig.submit(
                        noting("second").after(List.of(after(first, After.Condition.SUCCEEDED))));
        JobId third =
                rig.submit(noting("third").after(List.of(after(second, After.Condition.STARTED))));
        JobId cleanup =
                rig.submit(noting("cleanup").after(List.of(after(first, After.Condition.FAILED))));
        Job job = rig.await(second, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.reason().orElseThrow()).contains("job " + first).contains("never");
        assertThat(rig.await(third, JobState.FINISHED).outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.await(cleanup, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.written("notes")).isEqualTo("cleanup");
    }

    @Test
    void saysWhatAJobWaitsFor() {
        JobId first = rig.submit(lasting());
        JobId second =
                rig.submit(noting("x").after(List.of(after(first, After.Condition.FINISHED))));
        assertThat(rig.find(second).reason().orElseThrow()).contains("waits for job " + first);
        rig.submit(lasting());
        JobId third = rig.submit(noting("y"));
        assertThat(rig.find(third).reason().orElseThrow()).contains("cores");
    }

    @Test
    void requeuesARunningJob() {
        JobId id =
                rig.submit(
                        rig.script(
                                "echo run >>runs", "[ $(wc -l <runs) -gt 1 ] || exec sleep 1000"));
        rig.awaitWritten("runs");
        control(id, Control.Action.REQUEUE);
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.written("runs")).isEqualTo("run\nrun");
    }

    @Test
    void requeuesAFinishedJob() {
        JobId id = rig.submit(rig.script("echo run >>runs", "exit 4"));
        assertThat(rig.await(id, JobState.FINISHED).exitCode()).contains(4);
        assertThat(control(id, Control.Action.REQUEUE).finished()).isFalse();
        rig.await(id, JobState.FINISHED);
        assertThat(rig.written("runs")).isEqualTo("run\nrun");
        assertThat(
                        LocalRig.failure(() ->
                                control(rig.submit(lasting().hold(true)), Control.Action.REQUEUE)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void aSuspendedJobStandsStill() {
        JobId id =
                rig.submit(
                        rig.script("echo up >up", "while :; do echo x >>ticks; sleep 0.02; done"));
        rig.awaitWritten("ticks");
        assertThat(control(id, Control.Action.SUSPEND).state()).isEqualTo(JobState.SUSPENDED);
        String before = rig.written("ticks");
        rig.finished(rig.script("sleep 0.2"));
        assertThat(rig.written("ticks")).isEqualTo(before);
        control(id, Control.Action.RESUME);
        Patience.until("it to go on", () -> !rig.written("ticks").equals(before));
    }

    @Test
    void tellsWhatIsFree() {
        rig.await(rig.submit(lasting()), JobState.RUNNING);
        rig.submit(lasting().hold(true));
        ClusterDetails details = rig.cluster.describe(LocalRig.ME);
        assertThat(details.queues()).hasSize(1);
        assertThat(details.queues().getFirst().name()).isEqualTo("local");
        assertThat(details.queues().getFirst().isDefault()).isTrue();
        assertThat(details.queues().getFirst().coresIdle()).contains(1);
        assertThat(details.load().orElseThrow().jobsRunning()).contains(1);
        assertThat(details.load().orElseThrow().coresInUse()).contains(1);
    }

    @Test
    void aPlanEstimatesTheStart() {
        assertThat(rig.cluster.plan(LocalRig.ME, lasting().build()).estimate())
                .contains("would start at once");
        rig.submit(lasting().cores(2));
        rig.submit(lasting());
        assertThat(rig.cluster.plan(LocalRig.ME, lasting().build()).estimate())
                .contains("would wait behind 1 job");
    }
}
