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
    void whatItDoesNotOfferIsRefusedInTheSameWords() {
        for (Class<?> port : List.of(JobControl.class, Logs.class)) {
            boolean has = port.isInstance(backend());
            assertThat(Ports.offeredBy(backend()).contains(Ports.name(port))).isEqualTo(has);
            Backends one = new Backends(List.of(backend()));
            if (!has) {
                assertThat(failure(() -> one.serving(me(), Optional.of(backend().id()), port)))
                        .isEqualTo(
                                new Failure.NotSupported(
                                        backend().id(), Ports.name(port), Optional.empty()));
            }
        }
    }

    /** Being unable is a promise too: where the port is missing, the refusal has its own words. */
    private boolean refuses(Class<?> port) {
        if (port.isInstance(backend())) {
            return false;
        }
        Backends one = new Backends(List.of(backend()));
        assertThat(failure(() -> one.serving(me(), Optional.of(backend().id()), port)))
                .isInstanceOf(Failure.NotSupported.class);
        return true;
    }

    private boolean refuses(Control.Action action) {
        if (refuses(JobControl.class)) {
            return true;
        }
        if (can(action)) {
            return false;
        }
        JobId id = submit(lasting());
        assertThat(failure(() -> control(id, action))).isInstanceOf(Failure.NotSupported.class);
        return true;
    }

    @Test
    void refusesTheActionsItDoesNotHave() {
        if (refuses(JobControl.class)) {
            return;
        }
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
        if (refuses(Control.Action.HOLD) || refuses(Control.Action.RELEASE)) {
            return;
        }
        JobId id = submit(succeeding().change().hold(true).build());
        assertThat(find(id).state()).isEqualTo(JobState.HELD);
        assertThat(control(id, Control.Action.RELEASE).state()).isNotEqualTo(JobState.HELD);
        endsAs(id, Outcome.SUCCEEDED);
        assertThat(await(id, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void cancelsAJobThatHasNotStarted() {
        if (refuses(Control.Action.HOLD)) {
            return;
        }
        JobId id = submit(succeeding().change().hold(true).build());
        Job job = jobs().cancel(me(), id, Cancel.POLITELY);
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.startedAt()).isEmpty();
    }

    @Test
    void suspendsAndResumes() {
        if (refuses(Control.Action.SUSPEND) || refuses(Control.Action.RESUME)) {
            return;
        }
        JobId id = submit(lasting());
        await(id, JobState.RUNNING);
        assertThat(control(id, Control.Action.SUSPEND).state()).isEqualTo(JobState.SUSPENDED);
        assertThat(failure(() -> control(id, Control.Action.SUSPEND)))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(control(id, Control.Action.RESUME).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void doesNotHoldWhatHasFinished() {
        if (refuses(Control.Action.HOLD)) {
            return;
        }
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        assertThat(failure(() -> control(job.jobId(), Control.Action.HOLD)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void controlsOnlyOwnJobs() {
        if (refuses(Control.Action.HOLD) || somebodyElse().isEmpty()) {
            return;
        }
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
        if (refuses(Logs.class)) {
            return;
        }
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        LogPage page =
                ((Logs) backend()).read(me(), job.jobId(), LogQuery.tail(LogStream.STDOUT, 10));
        assertThat(page.lines()).contains("hello");
    }

    @Test
    void readsNothingOfAJobThatPrintedNothingYet() {
        if (refuses(Logs.class) || refuses(Control.Action.HOLD)) {
            return;
        }
        JobId id = submit(succeeding().change().hold(true).build());
        LogPage page = ((Logs) backend()).read(me(), id, LogQuery.tail(LogStream.STDOUT, 10));
        assertThat(page.lines()).isEmpty();
    }

    @Test
    void readsOnlyOwnOutput() {
        if (refuses(Logs.class)) {
            return;
        }
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
