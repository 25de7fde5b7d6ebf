package dev.hpcmcp.guard.policy;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.text.FailureWords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is bounded of each job alone. */
class InspectionTest {
    private static final JobRequest JOB = JobRequest.ofScript("#!/bin/sh\nsleep 1\n");
    private static final Defaults SCHEDULER = (_, request) -> Defaults.asSchedulersDo(request);

    private static List<Failure> problems(Policy policy, JobRequest request, Defaults... known) {
        Bounds bounds = policy.bounds(Callers.ALICE, "lab");
        Ask ask = asking(known).of(Callers.ALICE, request);
        return Inspection.of(bounds, ask, "alice");
    }

    private static Asking asking(Defaults... known) {
        return new Asking("lab", Stream.of(known).findFirst());
    }

    static Stream<Arguments> ceilings() {
        return Stream.of(
                Arguments.of(
                        Ceiling.CORES,
                        8,
                        JOB.change().cores(8).build(),
                        JOB.change().cores(9).build()),
                Arguments.of(
                        Ceiling.CORES,
                        8,
                        JOB.change().cores(2).tasks(4).build(),
                        JOB.change().cores(2).tasks(5).build()),
                Arguments.of(
                        Ceiling.CORES,
                        8,
                        JOB.change().cores(2).nodes(4).build(),
                        JOB.change().cores(2).nodes(5).build()),
                Arguments.of(
                        Ceiling.GPUS,
                        1,
                        JOB.change().gpus(1).build(),
                        JOB.change().gpus(2).build()),
                Arguments.of(
                        Ceiling.GPUS,
                        0,
                        JOB.change().gpus(0).build(),
                        JOB.change().gpus(1).build()),
                Arguments.of(
                        Ceiling.MEMORY_GB,
                        64,
                        JOB.change().memoryGb(64).build(),
                        JOB.change().memoryGb(64.5).build()),
                Arguments.of(
                        Ceiling.MEMORY_GB,
                        64,
                        JOB.change().memoryGb(32).nodes(2).build(),
                        JOB.change().memoryGb(32).nodes(3).build()),
                Arguments.of(
                        Ceiling.NODES,
                        2,
                        JOB.change().nodes(2).build(),
                        JOB.change().nodes(3).build()),
                Arguments.of(
                        Ceiling.WALL_TIME,
                        60,
                        JOB.change().wallTimeSeconds(60).build(),
                        JOB.change().wallTimeSeconds(61).build()),
                Arguments.of(Ceiling.REPLICAS, 2, copies(2), copies(3)),
                Arguments.of(
                        Ceiling.ARRAY_TASKS,
                        3,
                        JOB.change().array("1-3").build(),
                        JOB.change().array("1-4%1").build()),
                Arguments.of(Ceiling.ARRAY_TASKS, 3, JOB, JOB.change().array("1,5,7,9").build()));
    }

    private static JobRequest copies(int count) {
        return JOB.change()
                .environment(Map.of("REPLICA_ID", "1", "REPLICA_COUNT", String.valueOf(count)))
                .build();
    }

    @ParameterizedTest
    @MethodSource("ceilings")
    void admitsAsMuchAsThereMayBeAndNotMore(
            Ceiling what, double most, JobRequest exactly, JobRequest over) {
        Policy policy = rule().most(what, most).alone();
        assertThat(problems(policy, exactly)).isEmpty();
        assertThat(problems(policy, over))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.OverBudget.class,
                        failure -> {
                            assertThat(failure.limit())
                                    .startsWith(what.key() + ": " + Spell.number(most))
                                    .endsWith("for alice");
                            assertThat(FailureWords.sentence(failure)).contains("asked for: ");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORES", "GPUS", "MEMORY_GB", "WALL_TIME"})
    void asksForWhatIsLeftOpenByItsField(Ceiling what) {
        assertThat(problems(rule().most(what, 100).alone(), JOB))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        failure -> {
                            assertThat(failure.field()).isEqualTo(what.field());
                            assertThat(failure.allowed()).contains("at most 100");
                        });
    }

    @Test
    void asksForNodesWhereSeveralTasksCouldGetAsMany() {
        Policy policy = rule().most(Ceiling.NODES, 2).alone();
        JobRequest several = JOB.change().tasks(8).build();
        assertThat(problems(policy, several))
                .singleElement()
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(problems(policy, several, SCHEDULER))
                .singleElement()
                .isInstanceOf(Failure.OverBudget.class);
    }

    @Test
    void decidesByWhatTheClusterFillsInWhereThatIsKnown() {
        Policy policy =
                rule().most(Ceiling.CORES, 1).most(Ceiling.GPUS, 0).most(Ceiling.NODES, 1).alone();
        assertThat(problems(policy, JOB, SCHEDULER)).isEmpty();
        assertThat(problems(policy, JOB)).hasSize(2);
        assertThat(problems(policy, JOB.change().tasks(2).build(), SCHEDULER)).hasSize(2);
    }

    @Test
    void noMemoryIsNotALittleMemory() {
        assertThat(
                        problems(
                                rule().most(Ceiling.MEMORY_GB, 8).alone(),
                                JOB.change().memoryGb(0).build()))
                .singleElement()
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void listsAreKeptToAndNamed() {
        Policy policy =
                rule().allow(Choice.QUEUE, "short", "debug").allow(Choice.PROJECT, "p1").alone();
        assertThat(problems(policy, JOB.change().queue("debug").project("p1").build())).isEmpty();
        assertThat(problems(policy, JOB.change().queue("long").project("p1").build()))
                .containsExactly(
                        new Failure.InvalidInput(
                                "queue",
                                "the policy here does not allow this one for alice",
                                Optional.of("debug, short")));
        assertThat(problems(policy, JOB.change().queue("short").build()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        open -> assertThat(open.field()).isEqualTo("project"));
    }

    @Test
    void aJobWithoutAnImageRunsInNone() {
        Policy policy = rule().allow(Choice.IMAGE, "hub/lab/*").alone();
        assertThat(problems(policy, JOB)).isEmpty();
        assertThat(problems(policy, JOB.change().image("hub/lab/a").build())).isEmpty();
        assertThat(problems(policy, JOB.change().image("hub/other/a").build())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh\n#SBATCH --nodes=100\n",
                "#!/bin/sh\n  #SBATCH -N 9\n",
                "#!/bin/sh\r\n#PBS -l nodes=4\r\n",
                "#!/bin/sh\n#$ -pe mpi 100\n",
                "#!/bin/sh\n#BSUB -n 8\n",
                "#!/bin/sh\n#flux: -N 8\n",
                "/home/alice/job.sh"
            })
    void optionsInAScriptDoNotSlipThrough(String script) {
        JobRequest sly = JobRequest.ofScript(script).change().cores(1).build();
        assertThat(problems(rule().most(Ceiling.CORES, 1).alone(), sly))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        failure -> assertThat(failure.field()).isEqualTo("script"));
        assertThat(problems(rule().changes(1).alone(), sly)).isEmpty();
        Defaults deaf = (_, request) -> request.change().script("").build();
        assertThat(problems(rule().most(Ceiling.CORES, 1).alone(), sly, deaf)).isEmpty();
    }

    @Test
    void optionsOfTheSchedulerDoNotSlipThrough() {
        assertThat(
                        problems(
                                rule().liveJobs(1).alone(),
                                JOB.change().nativeOptions(List.of("--array=1-9")).build()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        failure -> assertThat(failure.field()).isEqualTo("native"));
    }

    @Test
    void hoursNeedASizeAndATimeButNoTimeForNothing() {
        Policy cores = rule().hours(Quota.CORE_HOURS, 10, Duration.ofDays(7)).alone();
        Policy gpus = rule().hours(Quota.GPU_HOURS, 10, Duration.ofDays(7)).alone();
        assertThat(problems(cores, JOB))
                .extracting(problem -> ((Failure.InvalidInput) problem).field())
                .containsExactly("cores");
        assertThat(problems(cores, JOB.change().cores(1).build()))
                .extracting(problem -> ((Failure.InvalidInput) problem).field())
                .containsExactly("wall_time_seconds");
        assertThat(problems(cores, JOB.change().cores(1).wallTimeSeconds(1).build())).isEmpty();
        assertThat(problems(gpus, JOB.change().gpus(0).build())).isEmpty();
        assertThat(problems(gpus, JOB.change().gpus(1).build())).hasSize(1);
    }

    @Test
    void whatCannotBeSaidIsNotAskedFor() {
        Policy policy = rule().hours(Quota.CORE_HOURS, 10, Duration.ofDays(7)).alone();
        Bounds bounds = policy.bounds(Callers.ALICE, "lab");
        SessionRequest session =
                new SessionRequest(
                        Optional.empty(),
                        "image",
                        SessionRequest.Type.NOTEBOOK,
                        Optional.of(1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Inspection.of(bounds, asking().of(Callers.ALICE, session), "alice"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.NotAllowed.class,
                        failure ->
                                assertThat(failure.what())
                                        .contains("a session on lab cannot say wall_time_seconds"));
        Ask training = asking().of(Callers.ALICE, TrainingRequest.of("a.yaml"));
        assertThat(Inspection.of(bounds, training, "alice"))
                .singleElement()
                .isInstanceOf(Failure.NotAllowed.class);
        Bounds counted =
                rule().hours(Quota.CORE_HOURS, 10, Duration.ofDays(7))
                        .openEnd(Duration.ofHours(4))
                        .alone()
                        .bounds(Callers.ALICE, "lab");
        assertThat(Inspection.of(counted, asking().of(Callers.ALICE, session), "alice")).isEmpty();
    }

    @Test
    void ofSeveralRulesTheStrictestHoldsAndListsIntersect() {
        Policy policy =
                new Policy(
                        List.of(
                                rule().most(Ceiling.CORES, 64).most(Ceiling.NODES, 4).made(),
                                rule().who(Who.groups("students"))
                                        .most(Ceiling.CORES, 16)
                                        .allow(Choice.QUEUE, "short", "debug")
                                        .made(),
                                rule().who(Who.users("alice"))
                                        .allow(Choice.QUEUE, "debug", "gpu")
                                        .made(),
                                rule().on("other").most(Ceiling.CORES, 1).made(),
                                rule().who(
                                                new Who(
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Set.of(),
                                                        Set.of("students")))
                                        .most(Ceiling.GPUS, 0)
                                        .made()));
        Caller student =
                Callers.ALICE.with(
                        new Badge(Optional.empty(), Optional.empty(), Set.of("students")));
        Bounds bounds = policy.bounds(student, "lab");
        assertThat(bounds.most(Ceiling.CORES)).contains(16.0);
        assertThat(bounds.most(Ceiling.NODES)).contains(4.0);
        assertThat(bounds.most(Ceiling.GPUS)).isEmpty();
        assertThat(bounds.allowed(Choice.QUEUE).inOrder()).containsExactly("debug");
        assertThat(policy.bounds(Callers.BOB, "lab").most(Ceiling.CORES)).contains(64.0);
        assertThat(policy.bounds(Callers.BOB, "lab").most(Ceiling.GPUS)).contains(0.0);
        assertThat(policy.bounds(student, "other").most(Ceiling.CORES)).contains(1.0);
        assertThat(Policy.NONE.bounds(student, "lab").none()).isTrue();
    }

    @Test
    void aClusterIsThereIfAllRulesOfACallerHaveIt() {
        Policy policy =
                new Policy(
                        List.of(
                                rule().clusters("lab", "here").made(),
                                rule().who(Who.users("bob")).clusters("here", "far").made()));
        assertThat(policy.opens(Callers.ALICE, "lab")).isTrue();
        assertThat(policy.opens(Callers.ALICE, "far")).isFalse();
        assertThat(policy.opens(Callers.BOB, "here")).isTrue();
        assertThat(policy.opens(Callers.BOB, "lab")).isFalse();
        assertThat(policy.opens(Callers.BOB, "far")).isFalse();
    }
}
