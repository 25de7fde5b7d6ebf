package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalRefusalTest {
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

    private JobRequestBuilder good() {
        return rig.script("true");
    }

    /** Refused by submit and told by plan, and nothing is left of it. */
    private Failure.InvalidInput refused(JobRequestBuilder request) {
        SubmitPlan plan = rig.cluster.plan(LocalRig.ME, request.build());
        Failure.InvalidInput refusal =
                LocalRig.refusal(() -> rig.cluster.submit(LocalRig.ME, request.build()));
        assertThat(plan.problems()).anyMatch(problem -> problem.startsWith(refusal.field() + ": "));
        assertThat(plan.estimate()).isEmpty();
        assertThat(rig.cluster.list(LocalRig.ME, JobQuery.all(5)).items()).isEmpty();
        return refusal;
    }

    private String refusedField(JobRequestBuilder request) {
        return refused(request).field();
    }

    @Test
    void refusesWhatThisClusterDoesNotHave() {
        assertThat(refusedField(good().image("ubuntu"))).isEqualTo("image");
        assertThat(refusedField(good().project("p"))).isEqualTo("project");
        assertThat(refusedField(good().qos("q"))).isEqualTo("qos");
        assertThat(refusedField(good().nativeOptions(List.of("--x")))).isEqualTo("native");
        assertThat(refused(good().queue("gpu")).allowed()).contains("local");
        assertThat(refusedField(good().gpus(1))).isEqualTo("gpus");
        assertThat(refusedField(good().nodes(2))).isEqualTo("nodes");
    }

    @Test
    void refusesWhatCanNeverFitAndSaysWhatCould() {
        assertThat(refused(good().cores(3)).allowed()).contains("1 to 2");
        assertThat(refused(good().cores(2).tasks(2)).allowed()).contains("1 to 2");
        assertThat(refused(good().cores(65536).tasks(65536)).allowed()).contains("1 to 2");
    }

    @Test
    void takesMemoryAsANoteAndSaysSo() {
        List<String> warnings =
                rig.cluster.submit(LocalRig.ME, good().memoryGb(2).build()).warnings();
        assertThat(warnings.getFirst()).contains("memory");
    }

    @Test
    void refusesBothScriptAndCommand() {
        assertThat(refusedField(good().command(List.of("ls")))).isEqualTo("script");
        assertThat(refusedField(good().script(" \n"))).isEqualTo("script");
    }

    @Test
    void refusesAScriptThatIsTooLarge() {
        Failure.InvalidInput refusal =
                refused(good().script("#!/bin/sh\n" + "x".repeat(5_000_000)));
        assertThat(refusal.field()).isEqualTo("script");
        assertThat(refusal.problem()).contains("4 MiB");
    }

    @Test
    void takesAScriptOfFourMebibytes() {
        String script = "#!/bin/sh\nexit 5\n" + "# filling\n".repeat(400_000);
        assertThat(rig.finished(good().script(script)).exitCode()).contains(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-B",
                "1A",
                "",
                "A=B",
                "A B",
                "A\nB",
                "BASH_FUNC_x%%",
                "A;rm",
                "HPC_MCP_JOB_ID"
            })
    void refusesHostileVariableNames(String name) {
        assertThat(refusedField(good().environment(Map.of(name, "x")))).isEqualTo("environment");
    }

    @Test
    void refusesNulAnywhere() {
        assertThat(refusedField(good().environment(Map.of("A", "x\0y")))).isEqualTo("environment");
        assertThat(refusedField(good().script("#!/bin/sh\n\0"))).isEqualTo("script");
        assertThat(refusedField(good().name("a\0b"))).isEqualTo("name");
        assertThat(refusedField(good().stdoutPath("a\0b"))).isEqualTo("stdout_path");
        assertThat(refusedField(good().workingDirectory("/tmp\0"))).isEqualTo("working_directory");
    }

    @Test
    void refusesProgramsThatCannotBe() {
        JobRequestBuilder request = new JobRequestBuilder().workingDirectory(rig.work.toString());
        assertThat(refusedField(request.command(List.of("A=b", "c")))).isEqualTo("command");
        assertThat(refusedField(request.command(List.of("")))).isEqualTo("command");
        assertThat(refusedField(request.command(List.of("echo", "a\0")))).isEqualTo("command");
    }

    @Test
    void namesTheDirectoryThatIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(refused(good().workingDirectory("/no/such/place")).problem())
                .contains("/no/such/place");
        assertThat(refused(good().workingDirectory(file.toString())).problem())
                .contains("not a directory");
        assertThat(refused(good().workingDirectory("relative")).problem()).contains("absolute");
        assertThat(refusedField(good().stdoutPath("no/such/dir/out"))).isEqualTo("stdout_path");
        assertThat(refusedField(good().stderrPath("."))).isEqualTo("stderr_path");
        assertThat(refusedField(good().stdoutPath("a\nb"))).isEqualTo("stdout_path");
    }

    @Test
    void refusesArraysThatMakeNoSense() {
        assertThat(refusedField(good().array("5-1"))).isEqualTo("array");
        assertThat(refusedField(good().array("1-100000"))).isEqualTo("array");
        assertThat(refused(good().array("1-3").stdoutPath("same")).problem()).contains("%a");
    }

    @Test
    void refusesToWaitForAJobThatIsNotThereOrNotOnesOwn() {
        After after = new After(new JobId("77"), After.Condition.FINISHED);
        assertThat(refused(good().after(List.of(after))).problem()).contains("77");
        JobId bobs = rig.cluster.submit(Callers.BOB, good().build()).job().jobId();
        assertThat(refusedField(good().after(List.of(new After(bobs, After.Condition.FINISHED)))))
                .isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "01",
                "1_",
                "1_-1",
                "a",
                "1.new",
                "99999999999999999999",
                "1_99999999",
                "12@3"
            })
    void doesNotFindStrangeIds(String id) {
        JobId strange = new JobId(id);
        assertThat(rig.cluster.find(LocalRig.ME, List.of(strange)).missing()).hasSize(1);
        assertThat(
                        LocalRig.failure(
                                () -> rig.cluster.cancel(LocalRig.ME, strange, Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(
                        LocalRig.failure(() ->
                                rig.cluster.read(
                                        LocalRig.ME, strange, LogQuery.tail(LogStream.STDOUT, 5))))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void keepsNoEvents() {
        JobId id = rig.submit(good());
        assertThat(
                        LocalRig.failure(() ->
                                rig.cluster.read(
                                        LocalRig.ME, id, LogQuery.tail(LogStream.EVENTS, 5))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void isDownWhenItsSpoolCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        LocalBackend broken =
                new LocalBackend(rig.settings.withSpool(file.resolve("spool")), Clock.systemUTC());
        Health health = broken.health(LocalRig.ME);
        assertThat(health.status()).isEqualTo(Cluster.Status.DOWN);
        assertThat(health.message().orElseThrow())
                .contains("file/spool")
                .contains("set another spool");
        assertThat(LocalRig.failure(() -> broken.submit(LocalRig.ME, good().build())))
                .isInstanceOf(Failure.Unreachable.class);
        assertThat(LocalRig.failure(() -> broken.list(LocalRig.ME, JobQuery.all(1))))
                .isInstanceOf(Failure.Unreachable.class);
        broken.serve();
        broken.close();
    }

    @Test
    void leavesNothingHalfDoneWhenTheSpoolBreaks() throws IOException {
        rig.finished(good());
        Path queue = rig.settings.spool().resolve("queue");
        Files.delete(queue);
        Files.writeString(queue, "");
        assertThat(LocalRig.failure(() -> rig.cluster.submit(LocalRig.ME, good().build())))
                .isInstanceOf(Failure.Unreachable.class);
        Files.delete(queue);
        Files.createDirectory(queue);
        try (var left = Files.list(rig.settings.spool().resolve("jobs"))) {
            assertThat(left).hasSize(1);
        }
        assertThat(rig.finished(good()).finished()).isTrue();
    }

    @Test
    void needsAToolToStartSessions() {
        assertThat(Runner.session(List.of(directory))).isEmpty();
        assertThat(Runner.session().orElseThrow()).isNotEmpty();
    }

    @Test
    void perlOpensASessionWhereThereIsNoSetsid() throws IOException, InterruptedException {
        Path perl = Path.of("/usr/bin/perl");
        Assumptions.assumeTrue(Files.isExecutable(perl));
        Files.createSymbolicLink(directory.resolve("perl"), perl);
        List<String> command = new ArrayList<>(Runner.session(List.of(directory)).orElseThrow());
        command.addAll(List.of("/bin/sh", "-c", "cut -d' ' -f1,6 /proc/$$/stat; exit 7"));
        Process process = new ProcessBuilder(command).start();
        List<String> numbers =
                List.of(
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                .strip()
                                .split(" ", -1));
        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(numbers.getFirst()).isEqualTo(numbers.getLast());
    }

    @Test
    void doesNotTakeADirectoryThatServesOthers() throws IOException {
        Files.writeString(
                Files.createDirectory(directory.resolve("mine")).resolve("thesis.tex"), "");
        LocalBackend wrong =
                new LocalBackend(
                        rig.settings.withSpool(directory.resolve("mine")), Clock.systemUTC());
        assertThat(wrong.health(LocalRig.ME).message().orElseThrow())
                .contains("something else in it");
        try (var left = Files.list(directory.resolve("mine"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void joinsASpoolThatAnotherServerIsJustMaking() throws IOException {
        Path halfMade = rig.settings.spool().resolveSibling("half-made");
        Files.createDirectories(halfMade.resolve("queue"));
        LocalBackend second = new LocalBackend(rig.settings.withSpool(halfMade), Clock.systemUTC());

        assertThat(second.health(LocalRig.ME)).isEqualTo(Health.up("2 slots"));
    }

    @Test
    void saysHowManySlotsItHas() {
        assertThat(rig.cluster.health(LocalRig.ME)).isEqualTo(Health.up("2 slots"));
    }
}
