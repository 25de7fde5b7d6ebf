package dev.hpcmcp.backend.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.JobControlContract;
import dev.hpcmcp.port.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What every cluster means by its ports, on a real, fresh one: {@code dev/slurm up} starts it. */
@Tag("live") // Runs with -Dtests.left-out=none, against what dev/slurm brings up.
@EnabledIfEnvironmentVariable(named = LiveSlurm.URL, matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SlurmLiveTest extends JobControlContract {
    private static final LiveSlurm LIVE = new LiveSlurm();
    private static final Caller PATIENT = Callers.of(LiveSlurm.nextUser());

    /** Owns no job, ever. */
    private static final Caller OTHER = Callers.of(LiveSlurm.nextUser());

    private static Optional<JobId> slow = Optional.empty();

    private final SlurmFilesBackend backend = LIVE.withKey();
    private final Caller me = Callers.of(LiveSlurm.nextUser());

    /** Slurm ends a job of one minute late: it begins first and is looked at last. */
    @BeforeAll
    static void begin() {
        JobRequest minute = JobRequest.ofScript("#!/bin/sh\nexec sleep 600\n");
        slow =
                Optional.of(
                        LIVE.withKey()
                                .submit(PATIENT, minute.change().wallTimeSeconds(60L).build())
                                .job()
                                .jobId());
    }

    @AfterEach
    void endJobs() {
        LiveSlurm.endJobs(backend, me);
    }

    @AfterAll
    static void close() {
        LIVE.rest.close();
    }

    @Override
    protected Backend backend() {
        return backend;
    }

    @Override
    protected Caller me() {
        return me;
    }

    @Override
    protected Optional<Caller> somebodyElse() {
        return Optional.of(OTHER);
    }

    @Override
    protected JobRequest succeeding() {
        return JobRequest.ofScript("#!/bin/sh\necho hello\n");
    }

    @Override
    protected JobRequest failing() {
        return JobRequest.ofScript("#!/bin/sh\nexit 3\n");
    }

    @Override
    protected JobRequest lasting() {
        return JobRequest.ofScript("#!/bin/sh\nexec sleep 600\n");
    }

    @Override
    protected Job await(JobId id, JobState state) {
        return Patience.until(
                id + " " + state, () -> find(id), job -> job.state() == state || job.finished());
    }

    @Test
    void saysHowAJobFailedAndWhereItRan() {
        Job job = finished(failing(), Outcome.FAILED);
        assertThat(job.exitCode()).contains(3);
        assertThat(job.nativeState()).isEqualTo("FAILED");
        assertThat(job.owner()).contains(me.subject());
        assertThat(job.nodes()).hasSize(1);
        Job killed = finished(JobRequest.ofScript("#!/bin/sh\nkill -SEGV $$\n"), Outcome.FAILED);
        assertThat(killed.signal()).contains("SEGV");
        JobRequest nowhere = succeeding().change().workingDirectory("/no/such/place").build();
        assertThat(finished(nowhere, Outcome.START_FAILED).outcome())
                .contains(Outcome.START_FAILED);
    }

    @Test
    void keepsOutputAndErrorsApartAndExpandsTheirPaths() {
        JobRequest request =
                JobRequest.ofScript("#!/bin/sh\necho out; echo err >&2; echo $WORD\n")
                        .change()
                        .name("talk")
                        .stdoutPath("%x-%u-%j.txt")
                        .environment(java.util.Map.of("WORD", "from 'me'"))
                        .build();
        Job job = finished(request, Outcome.SUCCEEDED);
        assertThat(job.stdoutPath().orElseThrow())
                .endsWith("/talk-" + me.subject() + "-" + job.jobId() + ".txt");
        assertThat(backend.read(me, job.jobId(), LogQuery.tail(LogStream.STDOUT, 10)).lines())
                .containsExactly("out", "from 'me'");
        assertThat(backend.read(me, job.jobId(), LogQuery.tail(LogStream.STDERR, 10)).lines())
                .containsExactly("err");
    }

    @Test
    void followsATrainingLoopByWhatItWrites() {
        JobRequest loop =
                JobRequest.ofScript(
                                """
                                #!/bin/sh
                                for i in 1 2 3; do
                                  echo "{\\"epoch\\":$i,\\"epochs\\":4,\\"metrics\\":{\\"loss\\":0.$((9 - i))}}" >> "$HPC_MCP_PROGRESS"
                                done
                                exec sleep 600
                                """)
                        .change()
                        .requestId(Optional.of("hpcmcp-loop"))
                        .build();
        JobId id = backend.submit(me, loop).job().jobId();

        Job job =
                Patience.until(
                        "three epochs",
                        () -> find(id),
                        now ->
                                now.progress()
                                        .filter(progress -> progress.current() == 3)
                                        .isPresent());

        assertThat(job.progress().orElseThrow().fraction()).contains(0.75);
        assertThat(backend.curves(me, id, CurveQuery.all()).curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(3));
        assertThat(failure(() -> backend.curves(OTHER, id, CurveQuery.all())))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void runsACommandAsItIs() {
        JobRequest request =
                new dev.hpcmcp.model.JobRequestBuilder()
                        .command(List.of("printf", "%s\n", "it's $HOME; two  spaces"))
                        .build();
        Job job = finished(request, Outcome.SUCCEEDED);
        assertThat(backend.read(me, job.jobId(), LogQuery.tail(LogStream.STDOUT, 10)).lines())
                .containsExactly("it's $HOME; two  spaces");
    }

    @Test
    void addsUpAnArray() {
        JobRequest request =
                JobRequest.ofScript("#!/bin/sh\nsleep 1\ntest $SLURM_ARRAY_TASK_ID != 3\n")
                        .change()
                        .array("1-6%2")
                        .build();
        JobId id = submit(request);
        assertThat(find(id).array().orElseThrow().tasks()).isEqualTo(6);
        Job task = find(new JobId(id + "_6"));
        assertThat(task.state()).isEqualTo(JobState.QUEUED);
        Job done = await(id, JobState.FINISHED);
        assertThat(done.outcome()).contains(Outcome.FAILED);
        assertThat(done.array().orElseThrow().byState()).containsEntry(JobState.FINISHED, 6);
        assertThat(done.array().orElseThrow().failed()).containsExactly(new JobId(id + "_3"));
        assertThat(find(new JobId(id + "_4")).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(backend.list(me, JobQuery.all(10)).items()).hasSize(1);
    }

    @Test
    void cancelsAnArrayWithTasksThatNeverBegan() {
        JobId id = submit(lasting().change().array("1-20%2").build());
        await(id, JobState.RUNNING);
        assertThat(backend.cancel(me, id, Cancel.POLITELY).jobId()).isEqualTo(id);
        assertThat(await(id, JobState.FINISHED).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void startsAJobAfterAnother() {
        JobId first = submit(JobRequest.ofScript("#!/bin/sh\nsleep 1\nexit 1\n"));
        JobId good = submit(after(first, After.Condition.SUCCEEDED));
        JobId bad = submit(after(first, After.Condition.FAILED));
        assertThat(await(bad, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(await(good, JobState.FINISHED).outcome()).contains(Outcome.CANCELLED);
        assertThat(failure(() -> submit(after(unknownId(), After.Condition.SUCCEEDED))))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    private JobRequest after(JobId id, After.Condition condition) {
        return succeeding().change().after(List.of(new After(id, condition))).build();
    }

    @Test
    void sendsASignalAndRefusesOneThatDoesNotExist() {
        JobId id =
                submit(
                        JobRequest.ofScript(
                                "#!/bin/bash\ntrap 'echo caught; exit 0' USR1\necho ready\nwhile :; do sleep 0.1; done\n"));
        await(id, JobState.RUNNING);
        LogQuery tail = LogQuery.tail(LogStream.STDOUT, 10);
        Patience.until("ready", () -> backend.read(me, id, tail).lines().contains("ready"));
        assertThat(failure(() -> backend.control(me, id, signal("BANANA"))))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(find(id).state()).isEqualTo(JobState.RUNNING);
        backend.control(me, id, signal("USR1"));
        assertThat(await(id, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(backend.read(me, id, tail).lines()).contains("caught");
    }

    private static Control signal(String name) {
        return new Control(
                Control.Action.SIGNAL, Optional.empty(), Optional.of(name), Optional.empty());
    }

    @Test
    void lowersAPriorityAlthoughSlurmAnswersWithAnError() {
        JobRequest busy = lasting().change().nodes(4).cores(16).tasks(4).build();
        submit(busy);
        JobId id = submit(busy);
        Control lower =
                new Control(
                        Control.Action.SET_PRIORITY,
                        Optional.of(100),
                        Optional.empty(),
                        Optional.empty());
        assertThat(backend.control(me, id, lower).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void tellsItsQueuesAndLoad() {
        await(submit(lasting()), JobState.RUNNING);
        ClusterDetails details = backend.describe(me);
        assertThat(details.queues()).extracting(Queue::name).containsExactly("debug", "long");
        Queue debug = details.queues().getFirst();
        assertThat(debug.isDefault()).isTrue();
        assertThat(debug.maxWallTimeSeconds()).contains(3600L);
        assertThat(debug.coresTotal()).contains(64);
        assertThat(details.load().orElseThrow().coresInUse().orElseThrow()).isPositive();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void saysThatAJobRanOutOfTime() {
        JobId id = slow.orElseThrow();
        Job job =
                Patience.until(
                        "the time limit",
                        Duration.ofMinutes(3),
                        () -> backend.find(PATIENT, List.of(id)).jobs().getFirst(),
                        Job::finished);
        assertThat(job.outcome()).contains(Outcome.TIMED_OUT);
        assertThat(job.nativeState()).isEqualTo("TIMEOUT");
        assertThat(job.wallTimeSeconds()).contains(60L);
    }
}
