package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surprises in slurmrestd, one test a surprise, in the order of our list of them. */
class FifteenThingsThatBiteTest {
    private static final String SUBMIT = "/slurm/v0.0.38/job/submit";
    private static final JobId FIVE = new JobId("5");
    private static final JobRequest SCRIPT = JobRequest.ofScript("#!/bin/sh\ntrue\n");

    @TempDir Path folder;
    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theStatusProvesNothing() {
        rig.on("POST", SUBMIT, 200, "plain-submit-accepted-with-warning");
        Submitted warned = rig.plain.submit(Callers.ALICE, SCRIPT);
        assertThat(warned.job().jobId()).isEqualTo(new JobId("1"));
        assertThat(warned.warnings()).singleElement().asString().contains("over a limit");

        rig.on("GET", "/slurm/v0.0.38/job/5", 200, "plain-job-pending");
        rig.on("POST", "/slurm/v0.0.38/job/5", 500, "plain-update-priority-changed-as-error");
        assertThat(rig.plain.control(Callers.ALICE, FIVE, priority(100)).jobId()).isEqualTo(FIVE);
        rig.on("POST", "/slurm/v0.0.38/job/5", 200, "plain-update-array-with-empty-error");
        assertThat(rig.plain.control(Callers.ALICE, FIVE, hold()).jobId()).isEqualTo(FIVE);
        rig.on("POST", "/slurm/v0.0.38/job/5", 200, "plain-update-not-parsed-as-200");
        assertThat(SlurmRig.failure(() -> rig.plain.control(Callers.ALICE, FIVE, hold())))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void onlyHttp11IsSpokenWithoutAnUpgrade() {
        accepted();
        assertThat(rig.lastLeft().getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(rig.lastLeft().containsHeader("Upgrade")).isFalse();
        assertThat(rig.lastLeft().containsHeader("HTTP2-Settings")).isFalse();
    }

    @Test
    void theContentTypeHasNoCharset() {
        accepted();
        assertThat(rig.lastLeft().getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void bodiesAreNotChunked() {
        accepted();
        assertThat(rig.lastLeft().getHeader("Content-Length"))
                .isEqualTo(String.valueOf(rig.lastLeft().getBody().length));
        assertThat(rig.lastLeft().containsHeader("Transfer-Encoding")).isFalse();
    }

    @Test
    void aBadTokenIsNot401() {
        rig.on("GET", "/slurm/v0.0.38/jobs", 500, "plain-jobs-token-refused");
        rig.on("GET", "/slurm/v0.0.38/partitions", 500, "plain-jobs-token-refused");
        rig.on("POST", SUBMIT, 500, "plain-submit-token-refused");
        rig.on("GET", "/slurm/v0.0.42/jobs", 511, "typed-jobs-token-refused");
        rig.on("GET", "/slurm/v0.0.42/partitions", 511, "typed-jobs-token-refused");
        rig.on("GET", "/slurm/v0.0.42/ping", 200, "typed-ping-token-refused-as-200");
        for (SlurmBackend backend : List.of(rig.plain, rig.typed)) {
            assertThat(SlurmRig.failure(() -> backend.list(Callers.ALICE, JobQuery.all(5))))
                    .isInstanceOf(Failure.SignInNeeded.class);
            assertThat(backend.health(Callers.ALICE).status()).isEqualTo(Cluster.Status.DOWN);
        }
        assertThat(SlurmRig.failure(() -> rig.plain.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOf(Failure.SignInNeeded.class);
    }

    @Test
    void aRefusedDeleteCanBeA200() {
        rig.on("GET", "/slurm/v0.0.42/job/14", 200, "typed-job-running");
        rig.on("DELETE", "/slurm/v0.0.42/job/14", 200, "typed-delete-not-yours-as-200");
        assertThat(cancelled(rig.typed, "14")).isInstanceOf(Failure.NotAllowed.class);

        SlurmBackend silent = rig.backend(rig.settings().withVersion("v0.0.40"));
        rig.on("GET", "/slurm/v0.0.40/job/14", 200, "typed-job-running");
        rig.on("DELETE", "/slurm/v0.0.40/job/14", 200, "typed-delete-done");
        assertThat(cancelled(silent, "14")).isInstanceOf(Failure.Conflict.class);
    }

    private static Failure cancelled(SlurmBackend backend, String id) {
        return SlurmRig.failure(
                () -> backend.cancel(Callers.ALICE, new JobId(id), Cancel.POLITELY));
    }

    @Test
    void anUnknownSignalKillsSoItNeverLeaves() {
        rig.on("GET", "/slurm/v0.0.42/job/14", 200, "typed-job-running");
        rig.on("DELETE", "/slurm/v0.0.42/job/14", 200, "typed-delete-done");
        Cancel banana = new Cancel(Optional.of("BANANA"), false, Optional.empty());
        JobId id = new JobId("14");
        assertThat(SlurmRig.failure(() -> rig.typed.cancel(Callers.ALICE, id, banana)))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(rig.left()).noneMatch(call -> call.getMethod().getName().equals("DELETE"));
        Cancel usr1 = new Cancel(Optional.of("SIGUSR1"), false, Optional.empty());
        rig.typed.cancel(Callers.ALICE, id, usr1);
        assertThat(rig.left()).anyMatch(call -> call.getUrl().endsWith("/job/14?signal=USR1"));
    }

    @Test
    void argvCrashesSlurmrestdSoArgumentsGoIntoTheScript() {
        rig.on("POST", SUBMIT, 200, "plain-submit-accepted");
        List<String> command = List.of("echo", "it's", "$HOME");
        rig.plain.submit(Callers.ALICE, new JobRequestBuilder().command(command).build());
        assertThat(body()).contains("exec 'echo' 'it'\\\\''s' '$HOME'");
        assertThat(body()).doesNotContain("argv").doesNotContain("batch_features");
        JobRequest asked = SCRIPT.change().nativeOptions(List.of("--batch_features=x")).build();
        assertThat(SlurmRig.failure(() -> rig.plain.submit(Callers.ALICE, asked)))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void testOnlyReallySubmitsSoAPlanSendsNothing() {
        assertThat(rig.plain.plan(Callers.ALICE, SCRIPT).wouldSubmit()).containsKey("script");
        assertThat(rig.left()).isEmpty();
        accepted();
        assertThat(body()).doesNotContain("test_only").doesNotContain("requeue");
    }

    @Test
    void directoryAndEnvironmentAreAlwaysSent() {
        accepted();
        assertThat(body())
                .contains("\"current_working_directory\":\"/home/alice\"")
                .contains("\"environment\":{")
                .contains("\"PATH\":\"/usr/local/bin:/usr/bin:/bin\"");
        rig.on("POST", "/slurm/v0.0.42/job/submit", 200, "typed-submit-accepted");
        rig.typed.submit(Callers.ALICE, SCRIPT);
        assertThat(body())
                .contains("\"current_working_directory\":\"/home/alice\"")
                .contains("\"environment\":[")
                .contains("\"PATH=/usr/local/bin:/usr/bin:/bin\"");
    }

    @Test
    void logsAreReadFromTheFileWhoseNameWeWorkOut() throws IOException {
        long uid = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
        String running =
                SlurmRig.text("plain-job-running")
                        .replace("/home/alice", folder.toString())
                        .replaceAll("\"user_id\": \\d+", "\"user_id\": " + uid);
        rig.on("GET", "/slurm/v0.0.38/job/5", aResponse().withBody(running));
        Path file = Files.writeString(folder.resolve("full-5.out"), "one\ntwo\n");
        SlurmBackend reading = rig.backend(rig.settings().withVersion("v0.0.38").readingFiles());
        LogQuery tail = LogQuery.tail(LogStream.STDOUT, 1);
        LogPage page = reading.read(Callers.ALICE, FIVE, tail);
        assertThat(page.lines()).containsExactly("two");

        Files.move(file, folder.resolve("elsewhere"));
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));
        assertThat(SlurmRig.failure(() -> reading.read(Callers.ALICE, FIVE, tail)))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(SlurmRig.failure(() -> rig.plain.read(Callers.ALICE, FIVE, tail)))
                .isInstanceOf(Failure.NotSupported.class)
                .asString()
                .contains("full-5.out")
                .contains("logs: files");
    }

    @Test
    void anOutputFileOfSomebodyElseIsNotRead() throws IOException {
        String running =
                SlurmRig.text("plain-job-running")
                        .replace("/home/alice", folder.toString())
                        .replaceAll("\"user_id\": \\d+", "\"user_id\": 4242");
        rig.on("GET", "/slurm/v0.0.38/job/5", aResponse().withBody(running));
        Files.writeString(folder.resolve("full-5.out"), "secret\n");
        SlurmBackend reading = rig.backend(rig.settings().withVersion("v0.0.38").readingFiles());
        LogQuery tail = LogQuery.tail(LogStream.STDOUT, 1);
        assertThat(SlurmRig.failure(() -> reading.read(Callers.ALICE, FIVE, tail)))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aFinishedJobDisappearsAndIsSaidToBeMissing() {
        rig.on("GET", "/slurm/v0.0.38/job/5", 500, "plain-job-unknown");
        rig.on("GET", "/slurm/v0.0.42/job/5", 404, "typed-job-unknown");
        for (SlurmBackend backend : List.of(rig.plain, rig.typed)) {
            assertThat(backend.find(Callers.ALICE, List.of(FIVE)).missing())
                    .singleElement()
                    .satisfies(job -> assertThat(job.reason()).contains("forgets"));
            assertThat(cancelled(backend, "5")).isEqualTo(new Failure.NotFound("job", "5"));
        }
    }

    @Test
    void everybodysJobsAreThereButOnlyOwnOnesAreShown() {
        String bobs = SlurmRig.text("plain-job-running").replace("\"alice\"", "\"bob\"");
        rig.on("GET", "/slurm/v0.0.38/job/5", aResponse().withBody(bobs));
        rig.on("GET", "/slurm/v0.0.38/jobs", aResponse().withBody(bobs));
        assertThat(rig.plain.find(Callers.ALICE, List.of(FIVE)).jobs()).isEmpty();
        assertThat(rig.plain.list(Callers.ALICE, JobQuery.all(5)).items()).isEmpty();
        assertThat(cancelled(rig.plain, "5")).isInstanceOf(Failure.NotFound.class);
        assertThat(rig.left()).allMatch(call -> call.getMethod().getName().equals("GET"));
    }

    @Test
    void aSubmitThatTimedOutMayHaveBeenAcceptedAndIsNeverSentTwice() {
        SlurmBackend hasty =
                rig.backend(
                        rig.settings()
                                .withVersion("v0.0.38")
                                .at(SlurmSettings.Pace.USUAL.withTimeout(Duration.ofMillis(300))));
        rig.on("POST", SUBMIT, SlurmRig.json(200, "plain-submit-accepted").withFixedDelay(1500));
        rig.on("GET", "/slurm/v0.0.38/partitions", 200, "plain-partitions");
        assertThat(SlurmRig.failure(() -> hasty.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(rig.left().stream().filter(call -> call.getUrl().equals(SUBMIT))).hasSize(1);
        rig.on("POST", SUBMIT, 500, "plain-submit-no-controller");
        assertThat(SlurmRig.failure(() -> rig.plain.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void theKeyCanActAsAnyoneSoOnlyForOrdinaryUsers() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
        Path passwd = folder.resolve("passwd");
        Files.writeString(
                passwd, "alice:x:1000:100::/home/alice:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n");
        SlurmSettings settings =
                SlurmSettings.usual(
                                "lab",
                                rig.server.baseUrl(),
                                new Credential.Key(key, Optional.empty(), Set.of()))
                        .withVersion("v0.0.38");
        SlurmBackend keyed =
                new SlurmBackend(settings, rig.rest, SlurmRig.CLOCK, new Accounts(passwd));
        rig.on("GET", "/slurm/v0.0.38/jobs", 200, "plain-job-running");
        for (String name : List.of("root", "slurm", "toor", "nobody-here", "a\",\"x\":\"b")) {
            assertThat(SlurmRig.failure(() -> keyed.list(Callers.of(name), JobQuery.all(5))))
                    .as(name)
                    .isInstanceOf(Failure.NotAllowed.class);
        }
        assertThat(rig.left()).isEmpty();
        Job job = keyed.list(Callers.ALICE, JobQuery.all(5)).items().getFirst();
        assertThat(job.owner()).contains("alice");
        Request sent = rig.lastLeft();
        assertThat(sent.getHeader("X-SLURM-USER-NAME")).isEqualTo("alice");
        assertThat(
                        dev.hpcmcp.port.WebToken.end(
                                dev.hpcmcp.port.Secret.of(sent.getHeader("X-SLURM-USER-TOKEN"))))
                .contains(SlurmRig.NOW.plus(Duration.ofMinutes(5)));
    }

    private void accepted() {
        rig.on("POST", SUBMIT, 200, "plain-submit-accepted");
        rig.plain.submit(Callers.ALICE, SCRIPT);
    }

    private String body() {
        return rig.lastLeft().getBodyAsString();
    }

    private static Control hold() {
        return Control.of(Control.Action.HOLD);
    }

    private static Control priority(int number) {
        return new Control(
                Control.Action.SET_PRIORITY,
                Optional.of(number),
                Optional.empty(),
                Optional.empty());
    }
}
