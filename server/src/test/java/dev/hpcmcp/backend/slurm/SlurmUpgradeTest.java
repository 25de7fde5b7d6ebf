package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A site is upgraded while we run: the version of the API that we spoke is gone. */
class SlurmUpgradeTest {
    private static final JobRequest SCRIPT = JobRequest.ofScript("#!/bin/sh\ntrue\n");

    private final SlurmRig rig = new SlurmRig();
    private final SlurmBackend backend = rig.backend(rig.settings());

    @AfterEach
    void close() {
        rig.close();
    }

    private static ResponseDefinitionBuilder nothingThere() {
        return aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "text/plain")
                .withBody("Unable find requested URL. Please view /openapi/v3 for API reference.");
    }

    private void serves(String version, String family) {
        rig.server.resetAll();
        rig.always(nothingThere());
        rig.on("GET", "/openapi/v3", 200, family + "-openapi");
        String root = "/slurm/" + version + "/";
        rig.on("GET", root + "job/5", 200, family + "-job-running");
        rig.on("GET", root + "jobs", 200, family + "-job-running");
        rig.on("GET", root + "partitions", 200, family + "-partitions");
        rig.on("POST", root + "job/submit", 200, family + "-submit-accepted");
    }

    private long asked(String path) {
        return rig.left().stream().filter(call -> call.getUrl().startsWith(path)).count();
    }

    private JobsFound find() {
        return backend.find(Callers.ALICE, List.of(new JobId("5")));
    }

    @Test
    void aReadFindsTheNewVersionOnce() {
        serves("v0.0.38", "plain");
        assertThat(find().jobs()).hasSize(1);
        serves("v0.0.42", "typed");
        assertThat(backend.health(Callers.ALICE).message().orElse("")).contains("v0.0.42");
        assertThat(asked("/openapi")).isEqualTo(1);
        assertThat(backend.list(Callers.ALICE, JobQuery.all(5)).items()).hasSize(1);
        assertThat(asked("/slurm/v0.0.38")).isEqualTo(1);
    }

    @Test
    void aJobIsNotTakenForForgottenWhenItsAddressIsGone() {
        serves("v0.0.38", "plain");
        find();
        rig.server.resetAll();
        rig.always(nothingThere());
        assertThat(SlurmRig.failure(this::find)).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void aChangeIsNotSentAgainInWordsOfTheOldVersion() {
        serves("v0.0.38", "plain");
        find();
        serves("v0.0.42", "typed");
        assertThat(SlurmRig.failure(() -> backend.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOf(Failure.Unreachable.class);
        assertThat(asked("/slurm/v0.0.42/job/submit")).isZero();
        backend.submit(Callers.ALICE, SCRIPT);
        assertThat(asked("/slurm/v0.0.42/job/submit")).isEqualTo(1);
        assertThat(rig.lastLeft().getBodyAsString()).contains("\"environment\":[");
    }

    @Test
    void whereNothingElseIsServedItIsLookedForOnceACall() {
        serves("v0.0.38", "plain");
        find();
        rig.server.resetAll();
        rig.always(nothingThere());
        rig.on("GET", "/openapi/v3", 200, "plain-openapi");
        assertThat(SlurmRig.failure(this::find)).isInstanceOf(Failure.BadAnswer.class);
        assertThat(rig.left()).hasSize(2);
    }

    @Test
    void theAccountingIsFoundUnderTheNewVersionToo() {
        serves("v0.0.38", "plain");
        rig.on("GET", "/slurmdb/v0.0.38/associations", 200, "plain-accounting-associations");
        assertThat(backend.measured(Callers.ALICE)).hasSize(2);
        serves("v0.0.42", "typed");
        rig.on("GET", "/slurmdb/v0.0.42/associations", 200, "plain-accounting-associations");
        assertThat(backend.measured(Callers.ALICE)).hasSize(2);
    }

    @Test
    void aConfiguredVersionStays() {
        serves("v0.0.42", "typed");
        JobQuery all = JobQuery.all(5);
        assertThat(SlurmRig.failure(() -> rig.plain.list(Callers.ALICE, all)))
                .isInstanceOf(Failure.BadAnswer.class);
        assertThat(asked("/openapi")).isZero();
    }
}
