package dev.hpcmcp.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every cluster means by {@link JobControl} and {@link Logs}, on top of {@link JobsContract}.
 * A cluster without a port, or without an action, is held to refuse it in the words all clusters
 * use.
 */
public abstract class JobControlContract extends JobsContract {
    private boolean can(Control.Action action) {
        return backend() instanceof JobControl control && control.actions().contains(action);
    }

    private Job control(JobId id, Control.Action action) {
        return ((JobControl) backend()).control(me(), id, Control.of(action));
    }

    @Test
    void onlyWhatIsImplementedIsOffered() {
        assertThat(Ports.offeredBy(backend()).contains("job_control"))
                .isEqualTo(backend() instanceof JobControl);
        if (!(backend() instanceof JobControl)) {
            Backends one = new Backends(List.of(backend()));
            assertThat(
                            failure(() ->
                                    one.serving(
                                            me(), Optional.of(backend().id()), JobControl.class)))
                    .isInstanceOf(Failure.NotSupported.class);
        }
    }

    @Test
    void refusesTheActionsItDoesNotHave() {
        Assumptions.assumeTrue(backend() instanceof JobControl);
        JobId id = submit(lasting());
        for (Control.Action action : Control.Action.values()) {
            if (!can(action)) {
                assertThat(failure(() -> control(id, action)))
                        .as(action.name())
                        .isInstanceOf(Failure.NotSupported.class);
            }
        }
    }

    @Test
    void holdsAJobUntilItIsReleased() {
        Assumptions.assumeTrue(can(Control.Action.HOLD) && can(Control.Action.RELEASE));
        JobId id = submit(succeeding().change().hold(true).build());
        assertThat(find(id).state()).isEqualTo(JobState.HELD);
        assertThat(control(id, Control.Action.RELEASE).state()).isNotEqualTo(JobState.HELD);
        endsAs(id, Outcome.SUCCEEDED);
        assertThat(await(id, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void cancelsAJobThatHasNotStarted() {
        Assumptions.assumeTrue(can(Control.Action.HOLD));
        JobId id = submit(succeeding().change().hold(true).build());
        Job job = jobs().cancel(me(), id, Cancel.POLITELY);
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.startedAt()).isEmpty();
    }

    @Test
    void suspendsAndResumes() {
        Assumptions.assumeTrue(can(Control.Action.SUSPEND) && can(Control.Action.RESUME));
        JobId id = submit(lasting());
        await(id, JobState.RUNNING);
        assertThat(control(id, Control.Action.SUSPEND).state()).isEqualTo(JobState.SUSPENDED);
        assertThat(failure(() -> control(id, Control.Action.SUSPEND)))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(control(id, Control.Action.RESUME).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void doesNotHoldWhatHasFinished() {
        Assumptions.assumeTrue(can(Control.Action.HOLD));
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        assertThat(failure(() -> control(job.jobId(), Control.Action.HOLD)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void controlsOnlyOwnJobs() {
        Assumptions.assumeTrue(can(Control.Action.HOLD) && somebodyElse().isPresent());
        JobId id = submit(lasting());
        JobControl port = (JobControl) backend();
        Control hold = Control.of(Control.Action.HOLD);
        assertThat(failure(() -> port.control(somebodyElse().orElseThrow(), id, hold)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(failure(() -> port.control(me(), unknownId(), hold)))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void readsWhatAJobPrinted() {
        Assumptions.assumeTrue(backend() instanceof Logs);
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        LogPage page =
                ((Logs) backend()).read(me(), job.jobId(), LogQuery.tail(LogStream.STDOUT, 10));
        assertThat(page.lines()).contains("hello");
    }

    @Test
    void readsNothingOfAJobThatPrintedNothingYet() {
        Assumptions.assumeTrue(backend() instanceof Logs && can(Control.Action.HOLD));
        JobId id = submit(succeeding().change().hold(true).build());
        LogPage page = ((Logs) backend()).read(me(), id, LogQuery.tail(LogStream.STDOUT, 10));
        assertThat(page.lines()).isEmpty();
    }

    @Test
    void readsOnlyOwnOutput() {
        Assumptions.assumeTrue(backend() instanceof Logs);
        Logs logs = (Logs) backend();
        LogQuery tail = LogQuery.tail(LogStream.STDOUT, 10);
        JobId id = submit(lasting());
        assertThat(failure(() -> logs.read(me(), unknownId(), tail)))
                .isInstanceOf(Failure.NotFound.class);
        somebodyElse()
                .ifPresent(other ->
                        assertThat(failure(() -> logs.read(other, id, tail)))
                                .isInstanceOf(Failure.NotFound.class));
    }
}
