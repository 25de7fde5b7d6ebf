package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers come and go, also by kill -9; jobs do not notice. */
final class LocalSurvivalTest {
    private static final int SLOTS = 10;

    @TempDir Path directory;
    private LocalRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, SLOTS);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Process serve(int count, String... lines) throws IOException {
        return serve(SLOTS, count, lines);
    }

    private Process serve(int slots, int count, String... lines) throws IOException {
        String script = "#!/bin/sh\n" + String.join("\n", lines) + "\n";
        return ServerProcess.serve(rig.settings.spool(), slots, rig.work, count, script);
    }

    private static void kill(Process server) throws IOException, InterruptedException {
        server.destroyForcibly().waitFor();
        server.getInputStream().close();
    }

    private List<JobState> states(List<String> ids) {
        List<JobId> jobs = ids.stream().map(JobId::new).toList();
        return rig.cluster.find(LocalRig.ME, jobs).jobs().stream().map(Job::state).toList();
    }

    /** What is in the spool, without looking after the queue. */
    private long lines(String file) {
        return rig.written(file).lines().count();
    }

    @Test
    void tenJobsRunOnWhenTheirServerIsKilled() throws IOException, InterruptedException {
        Process server =
                serve(
                        10,
                        "echo $$ >>pids",
                        "while [ ! -e go ]; do sleep 0.05; done",
                        "echo done >>done");
        List<String> ids = ServerProcess.ids(server);
        Patience.until("all to run", () -> lines("pids") == 10);
        kill(server);
        assertThat(ids).hasSize(10);
        assertThat(states(ids)).hasSize(10).containsOnly(JobState.RUNNING);
        Files.createFile(rig.work.resolve("go"));
        ids.forEach(id ->
                assertThat(rig.await(new JobId(id), JobState.FINISHED).outcome())
                        .contains(Outcome.SUCCEEDED));
        assertThat(lines("pids")).isEqualTo(10);
        assertThat(lines("done")).isEqualTo(10);
    }

    @Test
    void twoServersNeverStartAJobTwice() throws IOException, InterruptedException {
        String[] script = {"echo $HPC_MCP_JOB_ID >>started"};
        Process one = serve(4, 20, script);
        Process two = serve(4, 20, script);
        List<String> first = ServerProcess.ids(one);
        List<String> second = ServerProcess.ids(two);
        assertThat(first).hasSize(20).doesNotContainAnyElementsOf(second);
        Patience.until("40 jobs to end", () -> lines("started") >= 40);
        first.forEach(id -> rig.await(new JobId(id), JobState.FINISHED));
        second.forEach(id -> rig.await(new JobId(id), JobState.FINISHED));
        assertThat(rig.written("started").lines().toList()).hasSize(40).doesNotHaveDuplicates();
        kill(one);
        kill(two);
    }

    @Test
    void theQueueGoesOnWithoutAnyServer() throws IOException, InterruptedException {
        Process server =
                serve(1, 3, "echo $HPC_MCP_JOB_ID >>ran", "while [ ! -e go ]; do sleep 0.05; done");
        List<String> ids = ServerProcess.ids(server);
        Patience.until("the first to run", () -> lines("ran") == 1);
        kill(server);
        Files.createFile(rig.work.resolve("go"));
        Patience.until("the others to run", () -> lines("ran") == 3);
        assertThat(rig.written("ran").lines().toList()).isEqualTo(ids);
        rig.await(new JobId(ids.getLast()), JobState.FINISHED);
    }

    @Test
    void wallTimeIsKeptWithoutAnyServer() throws IOException {
        JobId id = rig.submit(rig.script("echo $$ >pid", "sleep 1000").wallTimeSeconds(1));
        String pid = rig.awaitWritten("pid");
        // Nobody calls the cluster until the process is gone.
        Patience.until("its end", () -> !LocalRig.alive(pid));
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.TIMED_OUT);
        assertThat(job.expiresAt()).isEmpty();
    }

    @Test
    void secretsOfTheServerDoNotReachItsJobs() throws IOException, InterruptedException {
        Process server =
                serve(
                        1,
                        "{ env; tr '\\0' '\\n' </proc/$PPID/environ; } >env.tmp",
                        "mv env.tmp env");
        ServerProcess.ids(server);
        String environment = rig.awaitWritten("env");
        kill(server);
        assertThat(environment).contains("PATH=").doesNotContain("top-secret");
    }

    @Test
    void anotherServerSeesAndControlsTheSameJobs() {
        JobId id = rig.submit(rig.script("exec sleep 1000"));
        try (LocalBackend other = rig.another()) {
            other.serve();
            Job job =
                    Patience.until(
                            "it to run there",
                            () -> other.list(LocalRig.ME, JobQuery.all(5)).items().getFirst(),
                            seen -> seen.state() == JobState.RUNNING);
            assertThat(job.jobId()).isEqualTo(id);
            other.cancel(LocalRig.ME, id, Cancel.POLITELY);
        }
        assertThat(rig.await(id, JobState.FINISHED).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void aServerThatServesStartsJobsByItself() throws IOException {
        JobId blocker =
                rig.submit(rig.script("while [ ! -e go ]; do sleep 0.02; done").cores(SLOTS));
        rig.submit(rig.script("echo ran >ran"));
        rig.await(blocker, JobState.RUNNING);
        rig.cluster.serve();
        Files.createFile(rig.work.resolve("go"));
        assertThat(rig.awaitWritten("ran")).isEqualTo("ran");
        assertThat(rig.settings.spool().resolve("servers/" + ProcessHandle.current().pid()))
                .exists();
        rig.cluster.close();
        assertThat(rig.settings.spool().resolve("servers/" + ProcessHandle.current().pid()))
                .doesNotExist();
    }

    @Test
    void leavesNothingOfAJobThatCouldNotBeWritten() throws IOException {
        Process server = ServerProcess.overfill(rig.settings.spool(), rig.work);
        String answer = String.join(" ", ServerProcess.ids(server));
        assertThat(answer).startsWith("Unreachable").contains("File too large", "make room");
        try (var left = Files.list(rig.settings.spool().resolve("jobs"))) {
            assertThat(left).isEmpty();
        }
        assertThat(rig.cluster.list(LocalRig.ME, JobQuery.all(5)).items()).isEmpty();
        assertThat(rig.finished(rig.script("true")).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void forgetsJobsThatFinishedLongAgo() throws IOException {
        Job old = rig.finished(rig.script("true"));
        JobId waiting = rig.submit(rig.script("true").hold(true));
        LocalSettings settings = rig.settings.withKeep(Duration.ofDays(30));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
        new LocalBackend(settings, later).pass();
        assertThat(rig.cluster.find(LocalRig.ME, List.of(old.jobId(), waiting)).jobs())
                .extracting(Job::jobId)
                .containsExactly(waiting);
        assertThat(rig.settings.spool().resolve("jobs/" + old.jobId())).doesNotExist();
        assertThat(rig.submit(rig.script("true")).value()).isEqualTo("3");
    }
}
