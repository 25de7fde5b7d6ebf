package dev.hpcmcp.backend.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only a real Slurm with an accounting can show: jobs that were forgotten, answers that were
 * lost.
 */
@Tag("live")
@EnabledIfEnvironmentVariable(named = LiveSlurm.URL, matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SlurmLiveHistoryTest {
    private static final LiveSlurm LIVE = new LiveSlurm();
    private static final Caller OLD = Callers.of(LiveSlurm.nextUser());
    private static final JobRequest HELLO = JobRequest.ofScript("#!/bin/sh\necho hello\n");
    private static final JobRequest FAILING = JobRequest.ofScript("#!/bin/sh\nexit 3\n");
    private static final JobRequest LASTING = JobRequest.ofScript("#!/bin/sh\nexec sleep 600\n");
    private static final String BUSY =
            """
            #!/bin/sh
            end=$(($(date +%s) + 3))
            while [ "$(date +%s)" -lt "$end" ]; do :; done
            """;
    private static Map<Outcome, JobId> old = Map.of();
    private static JobId array = new JobId("0");

    @TempDir Path folder;
    private final SlurmBackend backend = LIVE.withKey();
    private final Caller me = Callers.of(LiveSlurm.nextUser());

    /**
     * The controller forgets slowly: they begin first and are looked at last. The accounting counts
     * whole seconds, and of a job of none it tells no share: the busy one lasts three.
     */
    @BeforeAll
    static void begin() {
        SlurmBackend backend = LIVE.withKey();
        JobRequest busy = JobRequest.ofScript(BUSY);
        old =
                Map.of(
                        Outcome.SUCCEEDED, backend.submit(OLD, busy).job().jobId(),
                        Outcome.FAILED, backend.submit(OLD, FAILING).job().jobId(),
                        Outcome.CANCELLED, backend.submit(OLD, LASTING).job().jobId());
        JobRequest tasks =
                JobRequest.ofScript("#!/bin/sh\ntest $SLURM_ARRAY_TASK_ID != 2\n")
                        .change()
                        .array("1-3")
                        .build();
        array = backend.submit(OLD, tasks).job().jobId();
        backend.cancel(OLD, old.getOrDefault(Outcome.CANCELLED, array), Cancel.POLITELY);
    }

    @AfterAll
    static void close() {
        LIVE.rest.close();
    }

    private Job job(Caller who, JobId id) {
        return backend.find(who, List.of(id)).jobs().getFirst();
    }

    @Test
    void aSubmitWhoseAnswerWasLostIsAdoptedAndRunsOnce() throws IOException {
        StoreSettings store =
                new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(1));
        try (CuttingProxy proxy = new CuttingProxy(LiveSlurm.url());
                Ledger ledger = new Ledger(store, Clock.systemUTC())) {
            Jobs jobs = (Jobs) ledger.over(LIVE.through(proxy));
            jobs.list(me, JobQuery.all(1));
            proxy.cutsNextSubmit.set(true);
            JobRequest once = HELLO.change().requestId(Optional.of("run 7")).build();
            Submitted adopted = jobs.submit(me, once);
            assertThat(proxy.cutsNextSubmit).as("the answer was lost").isFalse();
            assertThat(adopted.warnings()).singleElement().asString().contains("found again");
            Submitted again = jobs.submit(me, once);
            assertThat(again.already()).isTrue();
            assertThat(again.job().jobId()).isEqualTo(adopted.job().jobId());
            assertThat(proxy.submits).hasValue(1);
            assertThat(backend.list(me, JobQuery.all(10)).items())
                    .extracting(Job::jobId)
                    .containsExactly(adopted.job().jobId());
        }
    }

    @Test
    void aTimeLimitIsLoweredWhileAJobRunsAndRaisingItIsForAdministrators() {
        JobId id = backend.submit(me, LASTING.change().wallTimeSeconds(600L).build()).job().jobId();
        Patience.until("running", () -> job(me, id).state() == JobState.RUNNING);
        assertThat(backend.control(me, id, limit(290)).wallTimeSeconds()).contains(300L);
        assertThat(LiveSlurm.failure(() -> backend.control(me, id, limit(1200))))
                .isInstanceOf(Failure.NotAllowed.class);
        backend.cancel(me, id, Cancel.POLITELY);
        JobId held = backend.submit(me, HELLO.change().hold(true).build()).job().jobId();
        assertThat(backend.control(me, held, limit(1200)).wallTimeSeconds()).contains(1200L);
        assertThat(LiveSlurm.failure(() -> backend.control(me, held, limit(7200))))
                .isInstanceOf(Failure.NotAllowed.class);
        backend.cancel(me, held, Cancel.POLITELY);
    }

    private static Control limit(long seconds) {
        return new Control(
                Control.Action.SET_TIME_LIMIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(seconds));
    }

    @Test
    void nodesAreToldWithTheJobsOnThemAndThisVersionCannotDrainThem() {
        JobId id = backend.submit(me, LASTING).job().jobId();
        Patience.until("running", () -> job(me, id).state() == JobState.RUNNING);
        List<Node> nodes = backend.nodes(me, NodeQuery.all());
        assertThat(nodes).extracting(Node::name).containsExactly("n1", "n2", "n3", "n4");
        String where = job(me, id).nodes().getFirst();
        Node busy = backend.nodes(me, NodeQuery.named(where)).getFirst();
        assertThat(busy.state().available()).isTrue();
        assertThat(busy.coresAllocated().orElseThrow()).isPositive();
        assertThat(busy.jobs()).contains(id);
        NodeOrder drain = new NodeOrder(NodeOrder.Target.DRAIN, "a test", Optional.empty());
        Caller operator = Callers.of(LiveSlurm.operator());
        assertThat(LiveSlurm.failure(() -> backend.order(operator, where, drain)))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(backend.measure(me, MetricsQuery.now(MetricsKind.LOAD)).figures())
                .containsEntry("nodes_total", 4.0)
                .containsEntry("cores_total", 64.0);
        backend.cancel(me, id, Cancel.POLITELY);
    }

    @Test
    void projectsAndUsersComeFromTheAccounting() {
        Caller two = Callers.of(LiveSlurm.twoProjects());
        assertThat(backend.describe(two).projects())
                .extracting(Project::name)
                .containsExactly("lab", "physics");
        User operator = backend.users(me, Optional.of(LiveSlurm.operator())).getFirst();
        assertThat(operator.adminLevel()).contains("operator");
        assertThat(operator.defaultProject()).contains("lab");
        assertThat(operator.associations()).hasSize(1);
        assertThat(backend.users(me, Optional.empty()).size()).isGreaterThan(90);
    }

    @Test
    void aCommentSaysWhoAskedAndMarksFindTheirJob() {
        JobRequest marked = HELLO.change().requestId(Optional.of("hpcmcp-live")).build();
        JobId id = backend.submit(me, marked).job().jobId();
        assertThat(LIVE.api().job(LiveSlurm.pass(me), SlurmId.parse(id).orElseThrow().number()))
                .singleElement()
                .satisfies(raw ->
                        assertThat(raw.comment())
                                .contains("hpc-mcp:hpcmcp-live by " + me.subject()));
        assertThat(backend.findByMark(me, "hpcmcp-live").map(Job::jobId)).contains(id);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void whatTheControllerHasForgottenIsToldAsItEnded() {
        for (JobId id : old.values()) {
            untilForgotten(id);
        }
        old.forEach((outcome, id) -> assertThat(job(OLD, id).outcome()).contains(outcome));
        assertThat(backend.list(OLD, JobQuery.all(10)).items())
                .extracting(Job::jobId)
                .contains(array)
                .containsAll(old.values());
        JobId failed = old.getOrDefault(Outcome.FAILED, array);
        assertThat(job(OLD, failed).exitCode()).as("22.05 says 0 of all jobs").isEmpty();
        JobRequest after =
                HELLO.change().after(List.of(new After(failed, After.Condition.SUCCEEDED))).build();
        assertThat(LiveSlurm.failure(() -> backend.submit(OLD, after)))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(backend.find(me, List.of(failed)).jobs()).as("somebody else's").isEmpty();
        MetricsQuery efficiency =
                new MetricsQuery(
                        MetricsKind.EFFICIENCY,
                        Optional.of(Instant.now().minus(Duration.ofHours(1))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(backend.measured(OLD)).contains(MetricsKind.EFFICIENCY);
        assertThat(backend.measure(OLD, efficiency).figures())
                .containsEntry("jobs_finished", 6.0)
                .containsEntry("jobs_succeeded", 3.0)
                .containsKey("cpu_percent");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theTasksOfAForgottenArrayAreStillCounted() {
        untilForgotten(array);
        Job whole = job(OLD, array);
        assertThat(whole.outcome()).contains(Outcome.FAILED);
        assertThat(whole.array().orElseThrow().byState()).containsEntry(JobState.FINISHED, 3);
        assertThat(whole.array().orElseThrow().failed()).containsExactly(new JobId(array + "_2"));
        assertThat(backend.tasks(OLD, array)).hasSize(3);
    }

    private static void untilForgotten(JobId id) {
        long number = SlurmId.parse(id).orElseThrow().number();
        Patience.until(
                "the controller to forget " + id,
                Duration.ofSeconds(90),
                () -> LIVE.api().job(LiveSlurm.pass(OLD), number),
                List::isEmpty);
    }
}
