package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a site may answer in its stead: then its version is not known. */
class OnDemandVersionTest extends OnDemandFixture {
    private static final JobRequest SECOND =
            JobRequest.ofScript("#!/bin/sh\ntrue\n")
                    .change()
                    .after(List.of(new After(new JobId("12345"), After.Condition.SUCCEEDED)))
                    .build();
    private static final String UNTOLD = "cannot be told just now";

    private void holdProbe(ResponseDefinitionBuilder answer) {
        on("POST", "/jobs/probe/hold", answer);
    }

    private String submitting() {
        return failure(() -> site.submit(ALICE, SECOND)).toString();
    }

    /** Sites of this age would take the dependency, forget it, and start the job at once. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 409, 413, 429, 500, 501})
    void aProxysWordAboutAProbeIsNotTheApis(int status) {
        runs(Release.CAPACITY);
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        holdProbe(page(status, "<html>Request blocked</html>"));

        assertThat(submitting()).contains("Conflict").contains(UNTOLD);
        assertThat(site.plan(ALICE, SECOND).problems())
                .singleElement()
                .asString()
                .contains("after: ")
                .contains(UNTOLD);
        assertThat(
                        failure(() -> site.writeFile(ALICE, new FileWrite("~/a", "x", true, false)))
                                .toString())
                .contains(UNTOLD);
        assertThat(
                        failure(() ->
                                        site.control(
                                                ALICE,
                                                new JobId("12345"),
                                                Control.of(Control.Action.HOLD)))
                                .toString())
                .contains(UNTOLD);
        assertThat(left("POST", "/jobs")).isEmpty();
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void whatDoesNotDependOnTheVersionGoesOn() {
        runs(Release.CAPACITY);
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        on("POST", "/jobs", json("{\"data\":{\"job_id\":\"77\"}}").withStatus(201));
        holdProbe(aResponse().withStatus(403));

        assertThat(site.list(ALICE, JobQuery.all(10)).items()).isNotEmpty();
        assertThat(site.submit(ALICE, JobRequest.ofScript("#!/bin/sh\ntrue\n")).job().jobId())
                .isEqualTo(new JobId("77"));
        assertThat(site.describe(ALICE).queues()).isNotEmpty();
        assertThat(site.health(ALICE).message().orElse(""))
                .contains("API with queues and accounts at least")
                .contains(UNTOLD);
    }

    @Test
    void nothingOfItIsRemembered() {
        runs(Release.CAPACITY);
        holdProbe(aResponse().withStatus(429));
        assertThat(submitting()).contains(UNTOLD);

        holdProbe(page(404, Answers.file("route-missing-until-v0.3.html")));
        assertThat(submitting()).contains("NotSupported");

        runs(Release.CONTROL);
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        on("POST", "/jobs", json("{\"data\":{\"job_id\":\"77\"}}").withStatus(201));
        holdProbe(aResponse().withStatus(405));
        assertThat(submitting()).contains(UNTOLD);

        holdProbe(error(400, "bad_request", "Missing cluster parameter"));
        assertThat(site.submit(ALICE, SECOND).job().jobId()).isEqualTo(new JobId("77"));
    }

    /** Each version has what those before it have: what is missing below is missing above. */
    @Test
    void anOlderRouteThatIsMissingSettlesIt() {
        runs(Release.CONTEXT);
        holdProbe(aResponse().withStatus(405));

        assertThat(failure(() -> site.submit(ALICE, SECOND)))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aSiteOfWhichNothingIsKnownIsNotOneOfTheFirstVersion() {
        runs(Release.STRICT);
        holdProbe(aResponse().withStatus(403));
        for (String route : List.of("/accounts", "/context", "/env", "/files")) {
            on("GET", route, aResponse().withStatus(403));
        }

        assertThat(
                        failure(() ->
                                        site.writeFile(
                                                ALICE, new FileWrite("/tmp/a", "x", false, false)))
                                .toString())
                .contains(UNTOLD);
    }

    @Test
    void theWordCompletedSaysLessWhileItsVocabularyIsNotKnown() {
        runs(Release.CONTROL);
        String rows =
                """
                {"data":[{"job_id":"8","job_owner":"alice","status":"completed"},
                         {"job_id":"9","job_owner":"alice","status":"timeout"}]}
                """;
        on("GET", "/jobs", json(rows));
        assertThat(found("8").get("8").outcome()).contains(Outcome.SUCCEEDED);

        runs(Release.CONTROL);
        on("GET", "/jobs", json(rows));
        on("POST", "/__probe", aResponse().withStatus(403));
        assertThat(found("8").get("8").outcome()).contains(Outcome.UNKNOWN);
        assertThat(found("9").get("9").outcome()).contains(Outcome.TIMED_OUT);
        assertThat(site.health(ALICE).message().orElse(""))
                .contains("hold, release and history at least");
    }
}
