package dev.hpcmcp.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every cluster means by {@link Jobs}. A backend's tests subclass {@link JobControlContract},
 * which has this and the ports around jobs, and say how its jobs are made to succeed, fail and
 * last.
 */
public abstract class JobsContract {
    /** The cluster, the same one throughout a test, with no jobs of {@link #me()} at its start. */
    protected abstract Backend backend();

    /** A job that prints {@code hello} and succeeds. */
    protected abstract JobRequest succeeding();

    /** A job that ends with exit code 3. */
    protected abstract JobRequest failing();

    /** A job that runs until it is ended. */
    protected abstract JobRequest lasting();

    /** Waits until, or makes, the job come to this state; fails if it never does. */
    protected abstract Job await(JobId id, JobState state);

    /**
     * Makes a job that {@link #await} is about to find finished end in this way; real clusters need
     * nothing.
     */
    protected void endsAs(JobId id, Outcome outcome) {}

    protected Caller me() {
        return Callers.ALICE;
    }

    /** Somebody who must not see my jobs; empty where the cluster knows only one person. */
    protected Optional<Caller> somebodyElse() {
        return Optional.of(Callers.BOB);
    }

    /** An id of the right shape that no job has. */
    protected JobId unknownId() {
        return new JobId("987654321");
    }

    /**
     * Whether it keeps a job that has ended, with the time it did. Where it does not, the answer to
     * {@link Jobs#cancel} is the last that is heard of a job.
     */
    protected boolean keepsWhatHasEnded() {
        return true;
    }

    protected final Jobs jobs() {
        return (Jobs) backend();
    }

    protected final JobId submit(JobRequest request) {
        return jobs().submit(me(), request).job().jobId();
    }

    protected final Job find(JobId id) {
        return jobs().find(me(), List.of(id)).jobs().getFirst();
    }

    protected final Job finished(JobRequest request, Outcome outcome) {
        JobId id = submit(request);
        endsAs(id, outcome);
        return await(id, JobState.FINISHED);
    }

    protected static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        assertThat(thrown).as("it should fail on purpose").isNotNull();
        return thrown.failure();
    }

    /** What a policy relies on: nothing that was asked for is made less. */
    @Test
    void whatIsLeftOpenIsFilledInWhereThatIsKnown() {
        if (!(backend() instanceof Defaults known)) {
            return;
        }
        JobRequest asked = lasting().change().cores(3).tasks(4).gpus(2).wallTimeSeconds(60).build();
        JobRequest large = known.completed(me(), asked);
        assertThat(large.cores().orElseThrow() * large.tasks().orElseThrow())
                .isGreaterThanOrEqualTo(3);
        assertThat(large.gpus()).contains(2);
        assertThat(large.wallTimeSeconds().orElseThrow()).isGreaterThanOrEqualTo(60);
        JobRequest open = known.completed(me(), JobRequest.ofScript("#!/bin/sh"));
        assertThat(open.nodes()).contains(1);
        assertThat(open.tasks()).contains(1);
        assertThat(open.gpus()).contains(0);
        assertThat(open.memoryGb()).isEmpty();
    }

    @Test
    void acceptsAJobAndNamesIt() {
        Submitted submitted = jobs().submit(me(), lasting().change().name("solver").build());
        Job job = submitted.job();
        assertThat(job.cluster()).isEqualTo(backend().id());
        assertThat(job.finished()).isFalse();
        assertThat(job.outcome()).isEmpty();
        assertThat(job.name()).contains("solver");
        assertThat(find(job.jobId()).name()).contains("solver");
    }

    @Test
    void runsAJobThatSucceeds() {
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(job.exitCode().orElse(0)).isZero();
        assertThat(job.endedAt().isPresent()).isEqualTo(keepsWhatHasEnded());
    }

    @Test
    void tellsAJobThatFailsFromOneThatSucceeds() {
        Job job = finished(failing(), Outcome.FAILED);
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.exitCode().orElse(3)).isNotZero();
    }

    @Test
    void aRunningJobHasNoOutcome() {
        Job job = await(submit(lasting()), JobState.RUNNING);
        assertThat(job.outcome()).isEmpty();
        assertThat(job.endedAt()).isEmpty();
        assertThat(job.startedAt()).isPresent();
    }

    @Test
    void refusesWorkThatIsNeitherScriptNorCommand() {
        JobRequest nothing = new JobRequestBuilder().build();
        assertThat(failure(() -> jobs().submit(me(), nothing)))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(jobs().plan(me(), nothing).problems()).isNotEmpty();
    }

    @Test
    void aPlanChangesNothing() {
        SubmitPlan plan = jobs().plan(me(), succeeding());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.wouldSubmit()).isNotEmpty();
        assertThat(jobs().list(me(), JobQuery.all(10)).items()).isEmpty();
    }

    @Test
    void findsJobsInTheOrderAskedAndSaysWhichAreMissing() {
        JobId first = submit(lasting());
        JobId second = submit(lasting());
        JobsFound found = jobs().find(me(), List.of(second, unknownId(), first));
        assertThat(found.jobs()).extracting(Job::jobId).containsExactly(second, first);
        assertThat(found.missing())
                .extracting(JobsFound.Missing::jobId)
                .containsExactly(unknownId());
        assertThat(found.missing().getFirst().reason()).isNotBlank();
    }

    @Test
    void listsNewestFirstAndPageByPage() {
        JobId first = submit(lasting());
        JobId second = submit(lasting());
        JobId third = submit(lasting());
        Page<Job> page = jobs().list(me(), JobQuery.all(2));
        assertThat(page.items()).extracting(Job::jobId).containsExactly(third, second);
        Page<Job> rest = jobs().list(me(), query(2, Optional.empty(), page.nextCursor()));
        assertThat(rest.items()).extracting(Job::jobId).containsExactly(first);
        assertThat(rest.nextCursor()).isEmpty();
    }

    @Test
    void listsOnlyWhatWasAskedFor() {
        submit(lasting().change().name("train-a").build());
        JobId wanted = submit(lasting().change().name("solve-b").build());
        JobQuery byName = query(10, Optional.of("solve"), Optional.empty());
        assertThat(jobs().list(me(), byName).items())
                .extracting(Job::jobId)
                .containsExactly(wanted);
        Job done = finished(succeeding(), Outcome.SUCCEEDED);
        JobQuery all = JobQuery.all(10);
        assertThat(jobs().list(me(), states(List.of(JobState.FINISHED))).items())
                .extracting(Job::jobId)
                .containsExactly(done.jobId());
        assertThat(jobs().list(me(), all).items()).hasSize(3);
        assertThat(jobs().list(me(), since(Instant.now().plus(Duration.ofDays(1)))).items())
                .isEmpty();
    }

    @Test
    void refusesACursorItNeverGaveOut() {
        JobQuery query = query(2, Optional.empty(), Optional.of("../../etc"));
        assertThat(failure(() -> jobs().list(me(), query)))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void cancelsARunningJob() {
        JobId id = submit(lasting());
        await(id, JobState.RUNNING);
        Job answer = jobs().cancel(me(), id, Cancel.POLITELY);
        assertThat(answer.jobId()).isEqualTo(id);
        Job ended = keepsWhatHasEnded() ? await(id, JobState.FINISHED) : answer;
        assertThat(ended.outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void leavesAFinishedJobAsItIs() {
        Job job = finished(succeeding(), Outcome.SUCCEEDED);
        Job answer = jobs().cancel(me(), job.jobId(), Cancel.POLITELY);
        assertThat(answer.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(find(job.jobId()).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void doesNotCancelWhatIsNotThere() {
        assertThat(failure(() -> jobs().cancel(me(), unknownId(), Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void keepsJobsFromOtherPeople() {
        if (somebodyElse().isEmpty()) {
            return; // One sign-in for all: there is nobody to keep them from.
        }
        Caller other = somebodyElse().orElseThrow();
        JobId id = submit(lasting());
        assertThat(jobs().find(other, List.of(id)).jobs()).isEmpty();
        assertThat(jobs().list(other, JobQuery.all(10)).items()).isEmpty();
        assertThat(failure(() -> jobs().cancel(other, id, Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(find(id).finished()).isFalse();
    }

    @Test
    void findsAJobByTheMarkItsRequestCarriedAndOnlyForItsOwner() {
        JobId id = submit(lasting().change().requestId(Optional.of("hpcmcp-abc")).build());
        assertThat(find(id).finished()).isFalse();
        if (!(backend() instanceof Marks marks)) {
            return; // It takes marked requests; it just cannot be asked for them.
        }
        submit(lasting().change().requestId(Optional.of("hpcmcp-abd")).build());
        assertThat(marks.findByMark(me(), "hpcmcp-abc").map(Job::jobId)).contains(id);
        assertThat(marks.findByMark(me(), "hpcmcp-ab")).isEmpty();
        somebodyElse()
                .ifPresent(other -> assertThat(marks.findByMark(other, "hpcmcp-abc")).isEmpty());
    }

    @Test
    void whatIsNoArrayHasNoTasks() {
        JobId id = submit(succeeding());
        assertThat(jobs().tasks(me(), id)).isEmpty();
    }

    @Test
    void saysThatItIsUp() {
        assertThat(backend().health(me()).status()).isEqualTo(Cluster.Status.UP);
    }

    private static JobQuery query(
            int limit, Optional<String> nameContains, Optional<String> cursor) {
        return new JobQuery(
                List.of(),
                List.of(),
                List.of(),
                nameContains,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                cursor);
    }

    private static JobQuery states(List<JobState> states) {
        return new JobQuery(
                states,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10,
                Optional.empty());
    }

    private static JobQuery since(Instant since) {
        return new JobQuery(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                10,
                Optional.empty());
    }
}
