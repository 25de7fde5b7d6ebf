package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What leaves when something is started, and what becomes of the answer. */
class SkahaSubmitTest extends SkahaFixture {
    private void accepts() {
        answersCreate(text(200, "mrjdtbn9\n"));
        answers("/v1/session/mrjdtbn9", recorded("session-finished-headless.json"));
    }

    @Test
    void sendsAFormWithTheFieldsInOrderAndOneFieldAVariable() {
        accepts();
        JobRequest request =
                job("python", "/arc/projects/g/run.py", "a&b+c")
                        .cores(2)
                        .memoryGb(8)
                        .gpus(1)
                        .environment(Map.of("TEST", "test", "A_PATH", "/arc/projects/ges/data"))
                        .build();

        Submitted submitted = skaha.submit(ALICE, request);

        assertThat(submitted.job().jobId().value()).isEqualTo("mrjdtbn9");
        assertThat(created().getBodyAsString())
                .isEqualTo(
                        "name=test&image=images.canfar.net%2Fskaha%2Fterminal%3A1.1.2&type=headless&cores=2&ram=8&gpus=1"
                                + "&cmd=python&args=%2Farc%2Fprojects%2Fg%2Frun.py+a%26b%2Bc"
                                + "&env=A_PATH%3D%2Farc%2Fprojects%2Fges%2Fdata&env=TEST%3Dtest");
        assertThat(created().getHeader("Content-Type"))
                .startsWith("application/x-www-form-urlencoded");
        assertThat(created().getUrl()).doesNotContain("?");
        assertThat(created().containsHeader("x-skaha-registry-auth")).isFalse();
    }

    @Test
    void leavesOutWhatWasNotAskedForSoThatTheJobIsFlexible() {
        accepts();

        skaha.submit(ALICE, job("env").gpus(0).build());

        assertThat(created().getBodyAsString())
                .isEqualTo(
                        "name=test&image=images.canfar.net%2Fskaha%2Fterminal%3A1.1.2&type=headless&cmd=env");
    }

    @Test
    void completesTheNameOfAnImageAndSaysSo() {
        accepts();

        Submitted submitted = skaha.submit(ALICE, job("env").image("skaha/astroml").build());

        assertThat(created().getBodyAsString())
                .contains("image=images.canfar.net%2Fskaha%2Fastroml%3Alatest&");
        assertThat(submitted.warnings())
                .contains("image was completed to images.canfar.net/skaha/astroml:latest");
    }

    @Test
    void aTabKeepsAnArgumentTogether() {
        accepts();

        skaha.submit(ALICE, job("bash", "-c", "echo\thi").build());

        assertThat(created().getBodyAsString()).endsWith("&cmd=bash&args=-c+echo%09hi");
    }

    @Test
    void sendsTheRegistryCredentialWithACreationOnly() {
        accepts();
        answers("/v1/session", json("[]"));
        SkahaBackend keyed =
                backend(
                        settings()
                                .withRegistry(
                                        new SkahaSettings.Registry("bob", Secret.of("hush"))));

        keyed.submit(ALICE, job("env").build());

        assertThat(left())
                .allSatisfy(request ->
                        assertThat(request.containsHeader("x-skaha-registry-auth"))
                                .isEqualTo(request.getMethod().getName().equals("POST")));
        assertThat(created().getHeader("x-skaha-registry-auth")).isEqualTo("Ym9iOmh1c2g=");
    }

    @Test
    void readsAnIdAlsoFromTheJsonOfTheGuide() {
        answersCreate(json("{\"sessionId\":\"mrjdtbn9\",\"connectURL\":\"https://example.org\"}"));
        answers("/v1/session/mrjdtbn9", recorded("session-finished-headless.json"));

        assertThat(skaha.submit(ALICE, job("env").build()).job().jobId().value())
                .isEqualTo("mrjdtbn9");
    }

    @Test
    void doesNotTakeTheIdForProofThatAnythingRuns() {
        answersCreate(text(200, "mrjdtbn9\n"));
        answers("/v1/session/mrjdtbn9", text(404, "session mrjdtbn9 not found\n"));

        Submitted submitted = skaha.submit(ALICE, job("env").name("Upper").build());

        assertThat(submitted.job().state()).isEqualTo(JobState.UNKNOWN);
        assertThat(submitted.job().name()).contains("upper");
        assertThat(submitted.warnings()).anyMatch(w -> w.contains("may have been rejected"));
    }

    @Test
    void anAnswerWithoutAnIdLeavesTheOutcomeOpen() {
        answersCreate(text(200, "\n"));
        assertThat(failure(() -> skaha.submit(ALICE, job("env").build())))
                .isEqualTo(
                        new Failure.OutcomeUnknown(
                                "canfar",
                                "creating the session",
                                Optional.of(
                                        "Look with list_jobs {\"cluster\":\"canfar\",\"name_contains\":\"test\"} before trying again; with a request_id it would be found again by itself")));

        answersCreate(text(200, "../../etc is no id\n"));
        assertThat(failure(() -> skaha.submit(ALICE, job("env").build())))
                .isInstanceOf(Failure.OutcomeUnknown.class);
    }

    @Test
    void neverSendsACreationTwice() {
        answersCreate(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE));
        answers("/v1/session", recorded("session-v0-with-none-strings.json"));

        assertThat(failure(() -> skaha.submit(ALICE, job("env").build())))
                .isInstanceOf(Failure.OutcomeUnknown.class);

        assertThat(left().stream().filter(r -> r.getMethod().getName().equals("POST"))).hasSize(1);
    }

    @Test
    void afterALostAnswerItLooksForTheNameThatOnlyItCanHaveGiven() {
        JobRequest nameless = new JobRequestBuilder().image(IMAGE).command(List.of("env")).build();
        answersCreate(text(500, "unexpected exception: java.io.IOException: late\n"));
        server.stubFor(
                WireMock.get("/skaha/v1/session")
                        .willReturn(WireMock.aResponse().withStatus(200).withBody("[]")));

        assertThat(failure(() -> skaha.submit(ALICE, nameless)))
                .isInstanceOf(Failure.OutcomeUnknown.class);

        assertThat(created().getBodyAsString()).matches("name=job-[a-z0-9]{6}&.*");
        assertThat(left().getLast().getUrl()).isEqualTo("/skaha/v1/session");
        assertThat(left().getLast().getMethod().getName()).isEqualTo("GET");
    }

    @Test
    void aPlanShowsTheFormAndSendsNothing() {
        assertThat(skaha.plan(ALICE, job("env", "-0").cores(2).build()).wouldSubmit())
                .containsEntry("cmd", "env")
                .containsEntry("args", "-0")
                .containsEntry("cores", "2")
                .containsEntry("type", "headless");
        assertThat(left()).noneMatch(r -> r.getMethod().getName().equals("POST"));
    }

    @Test
    void launchesASessionOfTheTypeAskedFor() {
        answersCreate(text(200, "n0tebook\n"));
        answers("/v1/session/n0tebook", recorded("session-pending-with-link-already.json"));

        Job job = skaha.launch(ALICE, notebook(Optional.of(2))).job();

        assertThat(created().getBodyAsString())
                .isEqualTo(
                        "name=look&image=images.canfar.net%2Fskaha%2Fastroml%3Alatest&type=notebook&cores=2");
        assertThat(job.kind()).isEqualTo(JobKind.NOTEBOOK);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.connectUrl()).as("it leads nowhere yet").isEmpty();
    }

    @Test
    void saysWhatToStopWhenThereAreTooManySessions() {
        answersCreate(text(400, "User alice has reached the maximum of 5 active sessions.\n"));
        answers(
                "/v1/session",
                json("[" + Answers.file("session-running-start-without-seconds.json") + "]"));

        assertThat(failure(() -> skaha.launch(ALICE, notebook(Optional.empty()))))
                .isEqualTo(
                        new Failure.OverBudget(
                                "of 5 interactive sessions at once",
                                "n0tebook (notebook); cancel_job ends one"));
    }

    @Test
    void sendsTypeAndKindToAServiceOfTheFirstVersion() {
        answers("/v1/context", page404());
        answers("/v0/context", recorded("context-flat-before-2024.json"));
        answers("/v0/repository", recorded("repository.json"));
        answersPost("/v0/session", json("{\"sessionId\":\"mrjdtbn9\"}"));
        answers("/v0/session/mrjdtbn9", recorded("session-v0-with-none-strings.json"));

        Job job = skaha.submit(ALICE, job("env").cores(16).build()).job();

        assertThat(created().getUrl()).isEqualTo("/skaha/v0/session");
        assertThat(created().getBodyAsString())
                .contains("&type=headless&kind=headless&cores=16&cmd=env");
        assertThat(job.nativeState()).isEqualTo("Succeeded");
    }

    static SessionRequest notebook(Optional<Integer> cores) {
        return new SessionRequest(
                Optional.of("look"),
                "images.canfar.net/skaha/astroml:latest",
                SessionRequest.Type.NOTEBOOK,
                cores,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theMostMarkedNameStillFitsALabel() {
        String name = "a".repeat(50);
        accepts();
        skaha.submit(ALICE, job("env").name(name).requestId(Optional.of("hpcmcp-1")).build());
        String sent = created().getBodyAsString().replaceAll("^name=([^&]*)&.*", "$1");
        assertThat(sent).startsWith(name + "--").hasSizeLessThanOrEqualTo(63);
        assertThat(MarkedName.bare(sent)).isEqualTo(name);
    }

    @Test
    void changesAndLooksKeepToTheGuidesPace() {
        SkahaSettings usual =
                SkahaSettings.usual("canfar", "https://a.example", settings().signIns());
        assertThat(usual.changesPerMinute()).isEqualTo(10);
        assertThat(usual.looksPerMinute()).isEqualTo(30);

        accepts();
        answers("/v1/session", json("[]"));
        SkahaBackend slow = backend(settings().withRates(1, 1));
        slow.submit(ALICE, job("env").build());
        assertThat(failure(() -> slow.submit(ALICE, job("env").build())))
                .isInstanceOf(Failure.Busy.class);
        assertThat(posts()).isEqualTo(1);
        assertThat(failure(() -> slow.list(ALICE, JobQuery.all(5))))
                .isInstanceOf(Failure.Busy.class);
        assertThat(left())
                .noneMatch(r ->
                        r.getUrl().endsWith("/session") && r.getMethod().getName().equals("GET"));
    }

    private long posts() {
        return left().stream().filter(r -> r.getMethod().getName().equals("POST")).count();
    }
}
