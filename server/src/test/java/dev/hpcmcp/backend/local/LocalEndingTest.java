package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalEndingTest {
    /** A process that left the job's session twice over. */
    private static final String DAEMON =
            "(setsid sh -c '(echo $$ >daemon; exec sleep 1000) & sleep 1000' &)";

    private static final Cancel AT_ONCE = new Cancel(Optional.empty(), true, Optional.empty());

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

    private Job cancelled(JobId id, Cancel how) {
        rig.cluster.cancel(LocalRig.ME, id, how);
        return rig.await(id, JobState.FINISHED);
    }

    private String token(JobId id) {
        try {
            return Files.readString(run(id).resolve("token")).strip();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private boolean marked(String text) {
        return new ProcessTable().anyMarked(text);
    }

    private Path run(JobId id) {
        return rig.settings.spool().resolve("jobs").resolve(id.value()).resolve("run");
    }

    private String pid(JobId id, String whose) {
        return Patience.until(whose, () -> recorded(id, whose), text -> !text.isEmpty())
                .split(" ", 2)[0];
    }

    private String recorded(JobId id, String file) {
        try {
            return Files.readString(run(id).resolve(file)).strip();
        } catch (IOException absent) {
            return "";
        }
    }

    @Test
    void leavesNoDaemonBehindWhenItIsCancelled() {
        JobId id = rig.submit(rig.script(DAEMON, "exec sleep 1000"));
        String daemon = rig.awaitWritten("daemon");
        Job job = cancelled(id, Cancel.POLITELY);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(LocalRig.alive(daemon)).isFalse();
        assertThat(marked(token(id))).isFalse();
    }

    @Test
    void leavesNoDaemonBehindWhenItEnds() {
        JobId id = rig.submit(rig.script(DAEMON, "while [ ! -s daemon ]; do sleep 0.02; done"));
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(LocalRig.alive(rig.written("daemon"))).isFalse();
    }

    @Test
    void leavesNoDaemonBehindWhenItsTimeIsUp() {
        JobId id = rig.submit(rig.script(DAEMON, "exec sleep 1000").wallTimeSeconds(1));
        String daemon = rig.awaitWritten("daemon");
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.TIMED_OUT);
        assertThat(job.signal()).contains("TERM");
        assertThat(job.reason().orElseThrow()).contains("wall time");
        assertThat(LocalRig.alive(daemon)).isFalse();
    }

    @Test
    void letsAJobSaveItsWorkBeforeItIsKilled() {
        JobId id =
                rig.submit(
                        rig.script(
                                "trap 'sleep 0.3; echo saved >saved; exit 0' TERM",
                                "echo up >up",
                                "while :; do sleep 0.05; done"));
        rig.awaitWritten("up");
        Job job = cancelled(id, new Cancel(Optional.empty(), false, Optional.of("wrong input")));
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.reason()).contains("cancelled: wrong input");
        assertThat(rig.written("saved")).isEqualTo("saved");
    }

    @Test
    void killsWhatDoesNotListen() {
        JobId id =
                rig.submit(
                        rig.script("trap '' TERM", "echo up >up", "while :; do sleep 0.05; done"));
        rig.awaitWritten("up");
        Job job = cancelled(id, Cancel.POLITELY);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.signal()).contains("KILL");
    }

    @Test
    void killsAtOnceIfForced() {
        JobId id =
                rig.submit(
                        rig.script(
                                "trap 'echo asked >asked; exit 0' TERM",
                                "echo up >up",
                                "while :; do sleep 0.05; done"));
        rig.awaitWritten("up");
        assertThat(cancelled(id, AT_ONCE).signal()).contains("KILL");
        assertThat(rig.written("asked")).isEmpty();
    }

    @Test
    void cancelsWhatIsSuspended() {
        JobId id = rig.submit(rig.script("exec sleep 1000"));
        rig.await(id, JobState.RUNNING);
        rig.cluster.control(LocalRig.ME, id, Control.of(Control.Action.SUSPEND));
        assertThat(cancelled(id, Cancel.POLITELY).outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void cancelsWhatHasOnlyJustBeenSubmitted() {
        for (int i = 0; i < 10; i++) {
            JobId id = rig.submit(rig.script("exec sleep 1000"));
            assertThat(cancelled(id, Cancel.POLITELY).outcome()).contains(Outcome.CANCELLED);
            assertThat(marked(token(id))).isFalse();
        }
    }

    @Test
    void sendsOnlyTheSignalThatWasAskedFor() {
        JobId id =
                rig.submit(
                        rig.script(
                                "trap 'echo heard >heard' USR1",
                                "echo up >up",
                                "while [ ! -s heard ]; do sleep 0.05; done",
                                "exit 0"));
        rig.awaitWritten("up");
        Job job = cancelled(id, new Cancel(Optional.of("USR1"), false, Optional.empty()));
        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        JobId deaf = rig.submit(rig.script("exec sleep 1000"));
        rig.await(deaf, JobState.RUNNING);
        assertThat(
                        cancelled(deaf, new Cancel(Optional.of("INT"), false, Optional.empty()))
                                .outcome())
                .contains(Outcome.CANCELLED);
    }

    @Test
    void refusesSignalsItDoesNotKnow() {
        JobId id = rig.submit(rig.script("exec sleep 1000"));
        Cancel strange = new Cancel(Optional.of("9; rm"), false, Optional.empty());
        assertThat(LocalRig.refusal(() -> rig.cluster.cancel(LocalRig.ME, id, strange)).field())
                .isEqualTo("signal");
    }

    @Test
    void aSignalCannotReachWhatHasNotStarted() {
        JobId id = rig.submit(rig.script("true").hold(true));
        Cancel usr1 = new Cancel(Optional.of("USR1"), false, Optional.empty());
        assertThat(LocalRig.failure(() -> rig.cluster.cancel(LocalRig.ME, id, usr1)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void aJobWithoutItsRunnerIsUnknownAndCanStillBeCancelled() {
        JobId id = rig.submit(rig.script(DAEMON, "exec sleep 1000"));
        String daemon = rig.awaitWritten("daemon");
        String payload = pid(id, "payload");
        kill(pid(id, "runner"));
        Job adrift = rig.await(id, JobState.UNKNOWN);
        assertThat(adrift.reason().orElseThrow()).contains("still runs");
        assertThat(adrift.outcome()).isEmpty();
        Job job = cancelled(id, Cancel.POLITELY);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(LocalRig.alive(payload)).isFalse();
        assertThat(LocalRig.alive(daemon)).isFalse();
    }

    @Test
    void aJobOfWhichNothingIsLeftIsNotRunningForEver() {
        JobId id = rig.submit(rig.script("exec sleep 1000"));
        rig.await(id, JobState.RUNNING);
        kill(pid(id, "runner"));
        kill(pid(id, "payload"));
        Job job = rig.await(id, JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.UNKNOWN);
        assertThat(job.reason().orElseThrow()).contains("not known");
        assertThat(rig.find(id).endedAt()).isEqualTo(rig.find(id).endedAt());
    }

    @Test
    void aPidThatAnotherProcessHasNowIsNotTheJob() throws IOException {
        JobId id = rig.submit(rig.script("exec sleep 1000"));
        rig.await(id, JobState.RUNNING);
        kill(pid(id, "runner"));
        kill(pid(id, "payload"));
        String other = ProcessHandle.current().pid() + " 00000000-boot-before 12345";
        Files.writeString(run(id).resolve("runner"), other + "\n");
        Files.writeString(run(id).resolve("payload"), other + "\n");
        assertThat(rig.await(id, JobState.FINISHED).outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void startsAgainWhatADyingServerNeverStarted() throws IOException {
        JobRequestBuilder request = rig.script("echo ran >>ran").hold(true);
        JobId id = rig.submit(request);
        StoredJob stored =
                new JobStore(rig.settings.spool()).load(Long.parseLong(id.value())).orElseThrow();
        new Preparation("here", new Folders(rig.settings.spool())).prepare(stored, stored.id());
        new Index(rig.settings.spool()).move(stored.id(), Place.HELD, Place.ACTIVE);
        assertThat(rig.find(id).state()).isEqualTo(JobState.STARTING);
        Files.setLastModifiedTime(
                run(id).resolve("token"), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(rig.await(id, JobState.FINISHED).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(rig.written("ran")).isEqualTo("ran");
    }

    private static void kill(String pid) {
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }
}
