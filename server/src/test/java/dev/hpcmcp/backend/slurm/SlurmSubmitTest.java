package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves when a job is submitted, in either family's words, and what a refusal means. */
class SlurmSubmitTest {
    private static final String PLAIN = "/slurm/v0.0.38/job/";
    private static final String TYPED = "/slurm/v0.0.42/job/";
    private static final JobRequest SCRIPT = JobRequest.ofScript("#!/bin/sh\ntrue\n");

    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static JobRequest large() {
        return SCRIPT.change()
                .name("big")
                .queue("debug")
                .wallTimeSeconds(90L)
                .nodes(2)
                .tasks(4)
                .cores(3)
                .memoryGb(1.5)
                .gpus(2)
                .array("1-4%2")
                .hold(true)
                .environment(Map.of("WORD", "a b"))
                .after(List.of(new After(new JobId("5"), After.Condition.SUCCEEDED)))
                .nativeOptions(List.of("--constraint=big"))
                .build();
    }

    @Test
    void theOldFamilyGetsBareNumbersAndAnObject() {
        rig.on("POST", PLAIN + "submit", 200, "plain-submit-held");
        rig.on("GET", PLAIN + "5", 200, "plain-job-running");
        Job job = rig.plain.submit(Callers.ALICE, large()).job();
        assertThat(job.state()).isEqualTo(JobState.HELD);
        assertThat(body())
                .contains("\"script\":\"#!/bin/sh", "\"time_limit\":2,", "\"nodes\":2,")
                .contains("\"tasks\":4", "\"cpus_per_task\":3", "\"memory_per_node\":1536")
                .contains("\"gpus\":\"2\"", "\"array\":\"1-4%2\"", "\"hold\":true")
                .contains("\"WORD\":\"a b\"", "\"dependency\":\"afterok:5\"")
                .contains("\"kill_on_invalid_dependency\":true", "\"constraint\":\"big\"")
                .contains("\"standard_output\":\"/home/alice/slurm-%A_%a.out\"")
                .contains("\"standard_error\":\"/home/alice/slurm-%A_%a.err\"");
    }

    @Test
    void theNewFamilyGetsTypedNumbersAndAList() {
        rig.on("POST", TYPED + "submit", 200, "typed-submit-accepted");
        String known =
                SlurmRig.text("typed-job-running").replace("\"job_id\": 14", "\"job_id\": 5");
        rig.on("GET", TYPED + "5", aResponse().withBody(known));
        rig.typed.submit(Callers.ALICE, large());
        assertThat(body())
                .startsWith("{\"job\":{")
                .contains("\"script\":\"#!/bin/sh", "\"nodes\":\"2\"", "\"WORD=a b\"")
                .contains("\"tres_per_job\":\"gres/gpu:2\"", "\"constraints\":\"big\"")
                .contains("\"flags\":[\"KILL_INVALID_DEPENDENCY\"]")
                .containsPattern("\"time_limit\":\\{[^}]*\"number\":2[,}]")
                .containsPattern("\"memory_per_node\":\\{[^}]*\"number\":1536[,}]");
    }

    @Test
    void aDependencyThatSlurmHasForgottenIsRefused() {
        rig.on("GET", PLAIN + "5", 500, "plain-job-unknown");
        assertThat(SlurmRig.failure(() -> rig.plain.submit(Callers.ALICE, large())))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        problem -> assertThat(problem.field()).isEqualTo("after"));
        assertThat(rig.plain.plan(Callers.ALICE, large()).problems()).hasSize(1);
    }

    @Test
    void aRefusalNamesTheFieldToChange() {
        rig.on("POST", PLAIN + "submit", 500, "plain-submit-bad-queue");
        assertThat(SlurmRig.failure(() -> rig.plain.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        problem -> assertThat(problem.field()).isEqualTo("queue"));
        rig.on("POST", TYPED + "submit", 500, "typed-submit-no-directory");
        assertThat(SlurmRig.failure(() -> rig.typed.submit(Callers.ALICE, SCRIPT)))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        problem -> assertThat(problem.field()).isEqualTo("working_directory"));
    }

    @Test
    void sbatchLinesAndAMissingInterpreterAreSaid() {
        JobRequest script = JobRequest.ofScript("#SBATCH --time=5\ntrue\n");
        assertThat(rig.plain.plan(Callers.ALICE, script).warnings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/out/%x-%u-%j.txt, /out/full-alice-5.txt",
        "%N/%4j.log, /home/alice/n1/0005.log",
        "a%%b, /home/alice/a%b",
        "%A_%a.out, /home/alice/5_4294967294.out",
        "%q, /home/alice/%q",
        "'', /home/alice/slurm-5.out"
    })
    void outputPathsAreExpandedAsSlurmDoes(String asked, String path) {
        String body = SlurmRig.text("plain-job-completed").replace("%x-%j.out", asked);
        rig.on("GET", PLAIN + "5", aResponse().withBody(body));
        assertThat(rig.plain.find(Callers.ALICE, List.of(new JobId("5"))).jobs().getFirst())
                .satisfies(job -> assertThat(job.stdoutPath()).contains(path));
    }

    private String body() {
        return rig.lastLeft().getBodyAsString();
    }
}
