package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of everything a site can say instead of an answer. */
class OnDemandErrorsTest extends OnDemandFixture {
    private static final JobRequest JOB = JobRequest.ofScript("#!/bin/sh\ntrue\n");

    private Failure listing() {
        return failure(() -> site.list(ALICE, JobQuery.all(10)));
    }

    private Failure submitting() {
        return failure(() -> site.submit(ALICE, JOB));
    }

    private void running() {
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
    }

    @Test
    void aRedirectMeansToSignInWhereverItLeads() {
        for (String to : List.of("https://idp.example.org/x", "/pun/sys/dashboard", "/other")) {
            on("GET", "/jobs", aResponse().withStatus(302).withHeader("Location", to));

            assertThat(listing()).isInstanceOf(Failure.SignInNeeded.class);
        }
        assertThat(server.getAllServeEvents())
                .noneMatch(event -> event.getRequest().getUrl().contains("dashboard"));
    }

    @Test
    void aPageInsteadOfDataMeansToSignIn() {
        on("GET", "/jobs", page(200, Answers.file("login-page.html")));
        assertThat(listing()).isInstanceOf(Failure.SignInNeeded.class);

        on("GET", "/jobs", page(401, "<html>401</html>"));
        assertThat(listing()).isInstanceOf(Failure.SignInNeeded.class);
    }

    @Test
    void aMissingAppTokenIsNamed() {
        on("GET", "/jobs", error(401, "unauthorized", "Invalid or missing API token"));

        assertThat(listing())
                .asInstanceOf(
                        org.assertj.core.api.InstanceOfAssertFactories.type(
                                Failure.SignInNeeded.class))
                .extracting(Failure.SignInNeeded::how)
                .asString()
                .contains("app-token");
    }

    @Test
    void anAccountThatIsNotMappedIsTold() {
        on(
                "GET",
                "/clusters",
                aResponse().withStatus(404).withBody("Error -- failed to map user (evil\u202e)"));

        assertThat(failure(() -> site.list(ALICE, JobQuery.all(1))).toString())
                .contains("SignInNeeded")
                .contains("no account")
                .doesNotContain("evil");
        assertThat(site.health(ALICE).status()).isEqualTo(Cluster.Status.DOWN);
    }

    @Test
    void aServerOfTheUserThatCannotStartAndAnAppThatIsMissingAreTwoThings() {
        on("GET", "/clusters", aResponse().withStatus(404).withBody("Error -- stage failed"));
        assertThat(listing()).isInstanceOf(Failure.Unreachable.class);

        on("GET", "/clusters", page(404, Answers.file("app-not-installed.html")));
        assertThat(listing().toString()).contains("not installed");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void aColdStartIsToldAsStarting(int status) {
        on("GET", "/clusters", page(status, "<html>Bad Gateway</html>"));

        assertThat(listing())
                .isEqualTo(
                        new Failure.Unreachable(
                                "owens",
                                "the server it runs for this user is starting or has stopped: ask again in some seconds"));
        assertThat(site.health(ALICE).status()).isEqualTo(Cluster.Status.UNKNOWN);
        assertThat(left("GET", "/clusters")).hasSizeGreaterThan(2);
    }

    @Test
    void aSchedulerThatIsDownIsNotAnEmptyList() {
        on("GET", "/jobs", error(503, "service_unavailable", "slurm_load_jobs error\\n"));

        assertThat(listing())
                .isEqualTo(new Failure.Unreachable("owens", "its scheduler does not answer"));
        assertThat(failure(() -> site.find(ALICE, List.of(new JobId("1")))))
                .isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void truncatedJsonIsNoAnswer() {
        on("GET", "/jobs", json("{\"data\":[{\"job_id\":\"1\""));
        assertThat(listing()).isInstanceOf(Failure.BadAnswer.class);

        on("GET", "/jobs", json("{\"data\":null}"));
        assertThat(listing()).isInstanceOf(Failure.BadAnswer.class);

        on("GET", "/jobs", error(500, "internal_error", "x"));
        assertThat(listing()).isInstanceOf(Failure.BadAnswer.class);

        on("GET", "/jobs", page(500, "<html>x</html>"));
        assertThat(listing()).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void anAdapterThatCannotIsNotSupported() {
        on(
                "GET",
                "/jobs",
                error(501, "not_implemented", "is not supported by the 'owens' adapter"));

        assertThat(listing()).isInstanceOf(Failure.NotSupported.class);
    }

    /** Each was seen from a scheduler; none of its words gets into ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sbatch: error: invalid partition specified: nope|queue",
                "sbatch: error: Invalid account or account/partition combination specified|project",
                "sbatch: error: Invalid qos specification|qos",
                "sbatch: error: Requested time limit is invalid (missing or exceeds some limit)|wall_time_seconds",
                "sbatch: error: Batch job submission failed: Job dependency problem|after",
                "sbatch: error: Invalid job array specification|array",
                "sbatch: error: Memory specification can not be satisfied|memory_gb",
                "sbatch: error: Requested node configuration is not available|nodes",
                "sbatch: error: Batch script contains DOS line breaks|script",
                "something never seen|request",
            })
    void aRefusalNamesTheFieldToChange(String message, String field) {
        on("POST", "/jobs", error(422, "unprocessable_entity", message + "\\n"));

        assertThat(submitting())
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        refused -> {
                            assertThat(refused.field()).isEqualTo(field);
                            assertThat(refused.problem()).doesNotContain("sbatch");
                        });
    }

    @Test
    void aLimitIsALimit() {
        on(
                "POST",
                "/jobs",
                error(422, "unprocessable_entity", "sbatch: error: QOSMaxSubmitJobPerUserLimit"));
        assertThat(submitting()).isInstanceOf(Failure.OverBudget.class);

        on("POST", "/jobs", error(507, "insufficient_storage", "x"));
        assertThat(submitting()).isInstanceOf(Failure.Conflict.class);

        on("POST", "/jobs", error(413, "payload_too_large", "x"));
        assertThat(submitting()).isInstanceOf(Failure.InvalidInput.class);

        on("POST", "/jobs", error(403, "forbidden", "workdir is outside the allowed directories"));
        assertThat(submitting().toString()).contains("field=working_directory");

        on("POST", "/jobs", error(400, "bad_request", "options.native is not allowed"));
        assertThat(submitting().toString()).contains("field=native");
    }

    @Test
    void whatMayHaveBeenSubmittedIsNeverSentAgain() {
        List<com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder> open =
                List.of(
                        aResponse().withFault(Fault.EMPTY_RESPONSE),
                        page(502, "<html>x</html>"),
                        page(503, "<html>x</html>"),
                        page(504, "<html>x</html>"),
                        error(500, "internal_error", "x"),
                        page(500, "<html>x</html>"),
                        error(503, "service_unavailable", "Socket timed out on send/recv"),
                        error(422, "unprocessable_entity", "undefined method `strip' for nil"),
                        json("{\"data\":{\"job_").withStatus(201),
                        json("{\"data\":{}}").withStatus(201));
        for (var answer : open) {
            runs(Release.STRICT);
            on("POST", "/jobs", answer);

            assertThat(submitting())
                    .isEqualTo(new Failure.OutcomeUnknown("owens", "submitting the job"));
            assertThat(left("POST", "/jobs")).hasSize(1);
        }
    }

    @Test
    void aSubmitThatTimesOutIsNeverSentAgain() {
        on("POST", "/jobs", json("{}").withFixedDelay(4_000));
        site = backend(settings().withTimeout(java.time.Duration.ofSeconds(1)));

        assertThat(submitting()).isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(left("POST", "/jobs")).hasSize(1);
    }

    @Test
    void aSessionThatEndedIsNoticedBeforeAnythingIsSubmitted() {
        site.plan(ALICE, JOB);
        on("GET", "/clusters", aResponse().withStatus(302).withHeader("Location", "/oidc"));

        assertThat(submitting()).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(left("POST", "/jobs")).isEmpty();
    }

    @Test
    void aCancelThatMayHaveWorkedIsLookedAtAndNotRepeated() {
        running();
        on("DELETE", "/jobs/12345", error(422, "unprocessable_entity", "undefined method `x'"));

        assertThat(failure(() -> site.cancel(ALICE, new JobId("12345"), Cancel.POLITELY)))
                .isEqualTo(new Failure.OutcomeUnknown("owens", "cancelling job 12345"));
        assertThat(left("DELETE", "/jobs/12345")).hasSize(1);
        assertThat(left("GET", "/jobs")).hasSizeGreaterThan(1);
    }

    @Test
    void aRefusedCancelIsAConflict() {
        running();
        on("DELETE", "/jobs/12345", error(422, "unprocessable_entity", "scancel: error: x"));

        assertThat(failure(() -> site.cancel(ALICE, new JobId("12345"), Cancel.POLITELY)))
                .isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void holdOfAnAdapterThatCannotIsNotSupported() {
        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));
        on("POST", "/jobs/405/hold", error(501, "not_implemented", "x"));

        assertThat(
                        failure(() ->
                                site.control(
                                        ALICE, new JobId("405"), Control.of(Control.Action.HOLD))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aRouteThatWentAwayIsNotAMissingJobAndTheVersionIsLookedAtAgain() {
        site.list(ALICE, JobQuery.all(1));
        int before = left("GET", "/env").size();
        on("GET", "/jobs", page(404, Answers.file("route-missing-until-v0.3.html")));
        assertThat(listing()).isInstanceOf(Failure.NotSupported.class);

        on("GET", "/jobs", json("{\"data\":[]}"));
        site.list(ALICE, JobQuery.all(1));
        assertThat(left("GET", "/env")).hasSize(before + 1);
    }

    @Test
    void aWriteThatMayHaveHappenedIsToldWithTheWayToFindOut() {
        on("GET", "/files", error(404, "not_found", "File not found"));
        on("PUT", "/files", aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(failure(() -> site.writeFile(ALICE, new FileWrite("~/a", "x", false, false))))
                .isEqualTo(
                        new Failure.OutcomeUnknown(
                                "owens",
                                "writing the file",
                                java.util.Optional.of("Look with read_file before trying again")));
        assertThat(left("PUT", "/files")).hasSize(1);
    }

    @Test
    void filesThatAreOffLimitsOrTooMuchAreToldApart() {
        on("GET", "/files", error(403, "forbidden", "Path is outside the allowed directories"));
        FileRead read = new FileRead("/scratch/x", 1, 9, 900);
        assertThat(failure(() -> site.readFile(ALICE, read)))
                .isInstanceOf(Failure.NotAllowed.class);

        on("GET", "/files", error(404, "not_found", "x"));
        assertThat(failure(() -> site.readFile(ALICE, read)))
                .isEqualTo(new Failure.NotFound("file", "/scratch/x"));
    }

    /** On v0.4.0 the body of these is always the same; the status is right. */
    @Test
    void aFileThatVanishedIsMissingInEveryDress() {
        on(
                "GET",
                "/files",
                json(
                        "{\"data\":{\"path\":\"/home/alice/a\",\"name\":\"a\",\"directory\":false,\"size\":5,\"mode\":33188,\"owner\":\"alice\",\"group\":\"g\",\"mtime\":\"2026-08-01T05:00:00-04:00\"}}"));
        on("GET", "/files/content", error(404, "bad_request", "Malformed request"));
        FileRead read = new FileRead("~/a", 1, 9, 900);

        assertThat(failure(() -> site.readFile(ALICE, read))).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void aProxyThatAsksForPatienceGetsIt() {
        on("GET", "/jobs", aResponse().withStatus(429).withHeader("Retry-After", "120"));

        assertThat(listing()).isInstanceOf(Failure.Busy.class);
    }
}
