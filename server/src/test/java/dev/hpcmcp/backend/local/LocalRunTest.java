package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalRunTest {
    @TempDir Path directory;
    private LocalRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, 4);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<String> printed(JobId id) {
        LogPage page = rig.cluster.read(LocalRig.ME, id, LogQuery.tail(LogStream.STDOUT, 100));
        return page.lines();
    }

    private Job command(String... command) {
        JobRequestBuilder request = new JobRequestBuilder().command(List.of(command));
        return rig.finished(request.workingDirectory(rig.work.toString()));
    }

    @Test
    void tellsTheExitCode() {
        Job job = rig.finished(rig.script("exit 42"));
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.exitCode()).contains(42);
        assertThat(job.reason()).contains("exit code 42");
        assertThat(job.startedAt().orElseThrow()).isBeforeOrEqualTo(job.endedAt().orElseThrow());
    }

    @Test
    void tellsTheSignal() {
        Job job = rig.finished(rig.script("kill -SEGV $$"));
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.signal()).contains("SEGV");
    }

    @Test
    void runsACommandWithoutAShell() {
        Job job = command("printf", "%s|", "$HOME", "a b", "two\nlines", "*", "");
        assertThat(printed(job.jobId())).containsExactly("$HOME|a b|two", "lines|*||");
    }

    @Test
    void saysThatAProgramWasNotFound() {
        Job job = command("no-such-program-anywhere");
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.reason().orElseThrow()).contains("not found");
    }

    @Test
    void runsAScriptWithoutInterpreterByTheShellAndSaysSo() {
        JobRequestBuilder request = rig.script().script("echo plain\n");
        assertThat(rig.cluster.plan(LocalRig.ME, request.build()).warnings().getFirst())
                .contains("#!");
        assertThat(printed(rig.finished(request).jobId())).containsExactly("plain");
    }

    @Test
    void givesAJobItsEnvironmentAndNothingOfTheServersSecrets() {
        Map<String, String> environment = Map.of("GREETING", "hello $USER\n\"world\"", "EMPTY", "");
        JobRequestBuilder request =
                rig.script("printf '%s|%s' \"$GREETING\" \"${EMPTY-unset}\"; env >env.txt")
                        .name("first")
                        .cores(2)
                        .environment(environment);
        Job job = rig.finished(request);
        assertThat(printed(job.jobId())).containsExactly("hello $USER", "\"world\"|");
        List<String> lines = rig.written("env.txt").lines().toList();
        assertThat(lines)
                .contains(
                        "HPC_MCP_JOB_ID=" + job.jobId(),
                        "HPC_MCP_JOB_NAME=first",
                        "HPC_MCP_CORES=2")
                .anyMatch(line -> line.startsWith("PATH="))
                .noneMatch(line -> line.startsWith("HPC_MCP_TEST_SECRET"))
                .noneMatch(line -> line.startsWith("MAVEN") || line.startsWith("JAVA_HOME"));
    }

    @Test
    void passesOnOnlyAFewVariablesOfTheServer() {
        Map<String, String> server =
                Map.of(
                        "CANFAR_TOKEN",
                        "secret",
                        "HPC_MCP_CONFIG",
                        "x",
                        "LD_PRELOAD",
                        "x",
                        "LC_ALL",
                        "C",
                        "HOME",
                        "/h",
                        "PATH",
                        "/p");
        assertThat(JobEnvironment.passedOn(server)).containsOnlyKeys("HOME", "LC_ALL", "PATH");
    }

    @Test
    void writesOutputWhereItIsAsked() {
        Job job =
                rig.finished(
                        rig.script("echo out; echo err >&2")
                                .stdoutPath("o-%j-100%%.txt")
                                .stderrPath("e.txt"));
        assertThat(rig.written("o-" + job.jobId() + "-100%.txt")).isEqualTo("out");
        assertThat(rig.written("e.txt")).isEqualTo("err");
        assertThat(job.stdoutPath())
                .contains(rig.work.resolve("o-" + job.jobId() + "-100%.txt").toString());
        assertThat(printed(job.jobId())).containsExactly("out");
    }

    @Test
    void bothOutputsMayGoIntoOneFile() {
        rig.finished(
                rig.script("echo one; echo two >&2; echo three")
                        .stdoutPath("all")
                        .stderrPath("all"));
        assertThat(rig.written("all")).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void runsInItsWorkingDirectory() {
        assertThat(printed(rig.finished(rig.script("pwd -P")).jobId()))
                .containsExactly(rig.work.toAbsolutePath().toString());
    }

    @Test
    void failsToStartInADirectoryThatIsGoneByThen() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        JobId id = rig.submit(rig.script("true").workingDirectory(gone.toString()).hold(true));
        Files.delete(gone);
        rig.cluster.control(LocalRig.ME, id, Control.of(Control.Action.RELEASE));
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.START_FAILED);
        assertThat(job.reason().orElseThrow()).contains("working directory");
    }

    @Test
    void hearsInterrupts() {
        JobId id =
                rig.submit(
                        rig.script(
                                "trap 'echo heard >heard; exit 0' INT",
                                "echo up >up",
                                "while :; do sleep 0.05; done"));
        rig.awaitWritten("up");
        rig.cluster.control(
                LocalRig.ME,
                id,
                new Control(
                        Control.Action.SIGNAL,
                        Optional.empty(),
                        Optional.of("SIGINT"),
                        Optional.empty()));
        assertThat(rig.await(id, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.written("heard")).isEqualTo("heard");
    }

    @Test
    void keepsWhatItWritesFromEverybodyElse() throws IOException {
        Job job = rig.finished(rig.script("echo private"));
        try (var files = Files.walk(rig.settings.spool())) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file)).toList())
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .as(file.toString())
                                    .endsWith(file.endsWith("claim") ? "" : "------"));
        }
        assertThat(job.finished()).isTrue();
    }

    @Test
    void doesNotFollowALinkThatAJobPutInPlaceOfItsOutput() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "do not show\n");
        Job job =
                rig.finished(
                        rig.script(
                                "o=$(readlink /proc/$$/fd/1); rm \"$o\"; ln -s "
                                        + secret
                                        + " \"$o\""));
        assertThat(Files.isSymbolicLink(Path.of(job.stdoutPath().orElseThrow()))).isTrue();
        assertThat(printed(job.jobId())).isEmpty();
    }

    @Test
    void waitsForOutputThatIsStillOnItsWay() {
        JobRequestBuilder request = rig.script("(sleep 0.5; echo late) &", "echo early");
        assertThat(printed(rig.finished(request).jobId())).containsExactly("early", "late");
    }
}
