package dev.hpcmcp.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every cluster means by {@link Training}, and by {@link Jobs} where a job is a run. */
public abstract class TrainingContract {
    /** The cluster, the same one throughout a test, without runs at its start. */
    protected abstract Backend backend();

    /** A run that lasts until it is ended. */
    protected abstract TrainingRequest lasting();

    /** The run says so itself, as runs do there. */
    protected abstract void epoch(JobId run, int epoch, int of, Map<String, Double> metrics);

    /** An id of the right shape that no run has. */
    protected JobId unknownId() {
        return new JobId("987654321");
    }

    /** Whether get_job tells how far a run is. */
    protected boolean showsProgress() {
        return true;
    }

    protected Caller me() {
        return Callers.ALICE;
    }

    private Recordings recordings() {
        return (Recordings) backend();
    }

    protected final Training training() {
        return (Training) backend();
    }

    protected final Jobs jobs() {
        return (Jobs) backend();
    }

    protected final JobId start() {
        return training().start(me(), lasting()).job().jobId();
    }

    protected final Job find(JobId id) {
        return jobs().find(me(), List.of(id)).jobs().getFirst();
    }

    protected static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        assertThat(thrown).as("it should fail on purpose").isNotNull();
        return thrown.failure();
    }

    @Test
    void startsARunAndNamesIt() {
        Submitted started = training().start(me(), lasting().withName("unet-17"));

        Job job = started.job();
        assertThat(job.kind()).isEqualTo(JobKind.TRAINING);
        assertThat(job.cluster()).isEqualTo(backend().id());
        assertThat(job.finished()).isFalse();
        assertThat(job.name()).contains("unet-17");
        assertThat(find(job.jobId()).name()).contains("unet-17");
        assertThat(find(job.jobId()).kind()).isEqualTo(JobKind.TRAINING);
    }

    @Test
    void listsRuns() {
        JobId id = start();

        assertThat(jobs().list(me(), JobQuery.all(10)).items())
                .extracting(Job::jobId)
                .containsExactly(id);
    }

    @Test
    void saysWhichAreMissing() {
        JobId id = start();

        JobsFound found = jobs().find(me(), List.of(unknownId(), id));

        assertThat(found.jobs()).extracting(Job::jobId).containsExactly(id);
        assertThat(found.missing())
                .extracting(JobsFound.Missing::jobId)
                .containsExactly(unknownId());
        assertThat(failure(() -> recordings().curves(me(), unknownId(), CurveQuery.all())))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void tellsHowFarARunIs() {
        JobId id = start();
        epoch(id, 1, 4, Map.of("train_loss", 0.9, "val_loss", 1.0));
        epoch(id, 2, 4, Map.of("train_loss", 0.5, "val_loss", 0.75));
        if (!showsProgress()) {
            return; // The fake's jobs say only what a test gives them.
        }

        var progress = find(id).progress().orElseThrow();
        assertThat(progress.current()).isEqualTo(2);
        assertThat(progress.total()).contains(4.0);
        assertThat(progress.fraction()).contains(0.5);
        assertThat(progress.unit()).contains("epochs");
        assertThat(progress.metrics()).containsEntry("val_loss", 0.75);
    }

    @Test
    void keepsTheCurvesOfARun() {
        JobId id = start();
        epoch(id, 1, 3, Map.of("train_loss", 0.9, "val_loss", 1.0));
        epoch(id, 2, 3, Map.of("train_loss", 0.5, "val_loss", 0.75));
        epoch(id, 3, 3, Map.of("train_loss", 0.25, "val_loss", 0.8));

        Curves all = recordings().curves(me(), id, CurveQuery.all());
        Curves some =
                recordings()
                        .curves(
                                me(),
                                id,
                                new CurveQuery(
                                        List.of("val_loss"), Optional.of(2), Optional.of(2)));

        assertThat(all.curves())
                .extracting(Curves.Curve::name)
                .containsExactlyInAnyOrder("train_loss", "val_loss");
        assertThat(some.curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).containsExactly(new Point(2, 0.75)));
    }

    @Test
    void saysWhyThereAreNoCurves() {
        Curves none = recordings().curves(me(), start(), CurveQuery.all());

        assertThat(none.curves()).isEmpty();
        assertThat(none.note()).isPresent();
    }

    @Test
    void stopsARunAndLeavesOneThatEndedAsItIs() {
        JobId id = start();

        Job stopped = jobs().cancel(me(), id, Cancel.POLITELY);
        Job again = jobs().cancel(me(), id, Cancel.POLITELY);

        assertThat(stopped.outcome()).contains(Outcome.CANCELLED);
        assertThat(again.outcome()).contains(Outcome.CANCELLED);
        assertThat(find(id).finished()).isTrue();
    }

    @Test
    void doesNotStopWhatIsNotThere() {
        assertThat(failure(() -> jobs().cancel(me(), unknownId(), Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
    }
}
