package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the accounting tells of jobs that the controller has forgotten, where there is one. */
class SlurmAccountingTest {
    private static final String PLAIN = "/slurm/v0.0.38/";
    private static final String PLAIN_DB = "/slurmdb/v0.0.38/";
    private static final String TYPED = "/slurm/v0.0.42/";
    private static final String TYPED_DB = "/slurmdb/v0.0.42/";
    private static final String NO_JOBS = "{\"jobs\":[],\"errors\":[]}";

    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private JobsFound forgotten(String id, String file) {
        String number = id.replaceFirst("_.*", "");
        rig.on("GET", PLAIN + "job/" + number, 500, "plain-job-unknown");
        rig.on("GET", PLAIN_DB + "job/" + number, 200, file);
        return rig.plain.find(Callers.ALICE, List.of(new JobId(id)));
    }

    @Test
    void aForgottenJobIsToldAsItEndedWithoutAnExitCodeThatWouldBeALie() {
        Job job =
                forgotten("1", "plain-accounting-job-failed-with-exit-code-lost").jobs().getFirst();
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.exitCode()).isEmpty();
        assertThat(job.stdoutPath()).isEmpty();
        assertThat(job.project()).contains("hpc");
        assertThat(job.nodes()).containsExactly("n1");
        assertThat(job.wallTimeSeconds()).contains(300L);
        assertThat(job.usage().orElseThrow().cpuEfficiency().orElseThrow()).isBetween(0.0, 0.1);
        assertThat(job.usage().orElseThrow().maxMemoryGb().orElseThrow()).isBetween(0.001, 0.01);
        assertThat(rig.plain.cancel(Callers.ALICE, new JobId("1"), Cancel.POLITELY).outcome())
                .contains(Outcome.FAILED);
        assertThat(rig.left()).noneMatch(call -> call.getMethod().getName().equals("DELETE"));
    }

    @Test
    void newerVersionsKeepExitCodesSignalsAndPaths() {
        rig.on("GET", TYPED + "jobs", aResponse().withBody(NO_JOBS));
        rig.on("GET", TYPED_DB + "jobs", 200, "typed-accounting-jobs");
        Page<Job> page = rig.typed.list(Callers.ALICE, JobQuery.all(50));
        assertThat(page.total()).contains(5);
        assertThat(job(page, "15").exitCode()).contains(3);
        assertThat(job(page, "16").signal()).contains("SEGV");
        assertThat(job(page, "14").stdoutPath()).isPresent();
        assertThat(job(page, "18").array().orElseThrow().tasks()).isEqualTo(2);
        assertThat(job(page, "22").outcome()).contains(Outcome.CANCELLED);
        assertThat(job(page, "22").nodes()).isEmpty();
        assertThat(rig.lastLeft().getUrl())
                .contains("users=alice")
                .contains("start_time=1795125600")
                .contains("skip_steps");
    }

    private static Job job(Page<Job> page, String id) {
        return page.items().stream()
                .filter(job -> job.jobId().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobThatNobodyKnowsIsMissing() {
        assertThat(forgotten("999999", "plain-accounting-job-unknown-as-200").missing())
                .singleElement()
                .satisfies(job -> assertThat(job.reason()).contains("forgets"));
    }

    @Test
    void otherPeoplesJobsStayHidden() {
        String bobs =
                SlurmRig.text("plain-accounting-job-failed-with-exit-code-lost")
                        .replace("\"user\": \"alice\"", "\"user\": \"bob\"");
        rig.on("GET", PLAIN + "job/1", 500, "plain-job-unknown");
        rig.on("GET", PLAIN_DB + "job/1", aResponse().withBody(bobs));
        assertThat(rig.plain.find(Callers.ALICE, List.of(new JobId("1"))).jobs()).isEmpty();
    }

    @Test
    void anAccountingThatIsAwayIsNotTakenForAJobThatIsNotThere() {
        for (String file :
                List.of("plain-accounting-token-refused-as-200", "typed-accounting-away")) {
            assertThat(forgotten("1", file).missing())
                    .singleElement()
                    .satisfies(job -> assertThat(job.reason()).contains("does not answer now"));
        }
        rig.on("GET", PLAIN + "jobs", 200, "plain-job-running");
        rig.on("GET", PLAIN_DB + "jobs", 500, "typed-accounting-away");
        Page<Job> page = rig.plain.list(Callers.ALICE, JobQuery.all(5));
        assertThat(page.items()).hasSize(1);
        assertThat(page.total()).as("how many there are in all").isEmpty();
    }

    @Test
    void aSiteWithoutAccountingIsAskedForItOnlyOnce() {
        rig.on("GET", PLAIN + "jobs", 200, "plain-job-running");
        rig.on(
                "GET",
                PLAIN_DB + "jobs",
                aResponse().withStatus(404).withBody("Unable find requested URL."));
        for (int i = 0; i < 3; i++) {
            assertThat(rig.plain.list(Callers.ALICE, JobQuery.all(5)).total()).contains(1);
        }
        assertThat(rig.left().stream().filter(call -> call.getUrl().startsWith("/slurmdb")))
                .hasSize(1);
        assertThat(rig.plain.measured(Callers.ALICE)).containsExactly(MetricsKind.LOAD);
        assertThat(SlurmRig.failure(() -> rig.plain.users(Callers.ALICE, Optional.empty())))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aListHasBothAndEachJobOnce() {
        rig.on("GET", PLAIN + "jobs", 200, "plain-job-running");
        rig.on("GET", PLAIN_DB + "jobs", 200, "plain-accounting-jobs");
        assertThat(rig.plain.list(Callers.ALICE, JobQuery.all(50)).items())
                .extracting(job -> job.jobId().value())
                .containsExactly("5", "3", "2", "1");
        String five = SlurmRig.text("plain-job-running").replace("\"job_id\": 5", "\"job_id\": 3");
        rig.on("GET", PLAIN + "jobs", aResponse().withBody(five));
        List<Job> jobs = rig.plain.list(Callers.ALICE, JobQuery.all(50)).items();
        assertThat(jobs).extracting(job -> job.jobId().value()).containsExactly("3", "2", "1");
        assertThat(jobs.getFirst().state())
                .as("the controller knows better")
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void whoAsksForRunningJobsDoesNotWaitForTheAccounting() {
        rig.on("GET", PLAIN + "jobs", 200, "plain-job-running");
        JobQuery running =
                new JobQuery(
                        List.of(JobState.RUNNING),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        5,
                        Optional.empty());
        assertThat(rig.plain.list(Callers.ALICE, running).items()).hasSize(1);
        assertThat(rig.left()).noneMatch(call -> call.getUrl().startsWith("/slurmdb"));
    }

    @Test
    void theFailedTaskOfAnArrayIsNotForgottenWithItsRecord() {
        String done =
                SlurmRig.text("plain-array-done").replaceAll("\"job_id\": 11,", "\"job_id\": 2,");
        String rest =
                "{\"jobs\":[{\"job_id\":9,\"array_job_id\":2,\"array_task_id\":3,\"user_name\":\"alice\","
                        + "\"job_state\":\"COMPLETED\",\"submit_time\":1795208878}]}";
        assertThat(done).contains("array_job_id");
        rig.on("GET", PLAIN + "job/2", aResponse().withBody(rest));
        rig.on("GET", PLAIN_DB + "job/2", 200, "plain-accounting-array");
        SlurmBackend later =
                new SlurmBackend(
                        rig.settings().withVersion("v0.0.38"),
                        rig.rest,
                        java.time.Clock.fixed(
                                Instant.ofEpochSecond(1795208878 + 3600), java.time.ZoneOffset.UTC),
                        new Accounts(java.nio.file.Path.of("/no/such/file")));
        Job array = later.find(Callers.ALICE, List.of(new JobId("2"))).jobs().getFirst();
        assertThat(array.array().orElseThrow().tasks()).isEqualTo(3);
        assertThat(array.outcome()).contains(Outcome.FAILED);
        assertThat(later.tasks(Callers.ALICE, new JobId("2")))
                .extracting(task -> task.jobId().value())
                .containsExactly("2_1", "2_2", "2_3");
    }

    @Test
    void whatTheAccountingBelievesToRunIsUnknownOnceTheControllerHasForgottenIt() {
        String runaway =
                SlurmRig.text("plain-accounting-job-failed-with-exit-code-lost")
                        .replace("\"current\": \"FAILED\"", "\"current\": \"RUNNING\"");
        rig.on("GET", PLAIN + "job/1", 500, "plain-job-unknown");
        rig.on("GET", PLAIN_DB + "job/1", aResponse().withBody(runaway));
        Job job = rig.plain.find(Callers.ALICE, List.of(new JobId("1"))).jobs().getFirst();
        assertThat(job.state()).isEqualTo(JobState.UNKNOWN);
        assertThat(job.reason().orElseThrow()).contains("has not heard of its end");
    }

    @Test
    void aDependencyOnAForgottenJobIsHeldToWhatBecameOfIt() {
        forgotten("1", "plain-accounting-job-failed-with-exit-code-lost");
        rig.on("POST", PLAIN + "job/submit", 200, "plain-submit-accepted");
        assertThat(
                        SlurmRig.failure(() ->
                                rig.plain.submit(Callers.ALICE, after(After.Condition.SUCCEEDED))))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        problem -> assertThat(problem.field()).isEqualTo("after"));
        assertThat(rig.plain.submit(Callers.ALICE, after(After.Condition.FAILED)).warnings())
                .isEmpty();
    }

    private static JobRequest after(After.Condition condition) {
        return JobRequest.ofScript("#!/bin/sh\ntrue\n")
                .change()
                .after(List.of(new After(new JobId("1"), condition)))
                .build();
    }

    @Test
    void projectsAndUsersComeFromTheAssociations() {
        for (String what : List.of("partitions", "nodes", "diag")) {
            rig.on("GET", PLAIN + what, 200, "plain-" + what);
        }
        rig.on("GET", PLAIN + "jobs", 200, "plain-job-running");
        rig.on("GET", PLAIN_DB + "associations", 200, "plain-accounting-associations");
        rig.on("GET", PLAIN_DB + "users", 200, "plain-accounting-users");
        assertThat(rig.plain.describe(Callers.ALICE).projects())
                .containsExactly(new Project("hpc", List.of("normal")));
        List<User> users = rig.plain.users(Callers.ALICE, Optional.empty());
        assertThat(users).extracting(User::name).containsExactly("alice", "bob", "root");
        assertThat(users.getFirst().jobsRunning()).contains(1);
        assertThat(users.getFirst().defaultProject()).contains("hpc");
        assertThat(users.getLast().adminLevel()).contains("administrator");
        assertThat(rig.plain.users(Callers.ALICE, Optional.of("bob"))).hasSize(1);
        rig.on("GET", PLAIN_DB + "associations", 500, "typed-accounting-away");
        assertThat(rig.plain.describe(Callers.ALICE).siteRules().orElseThrow())
                .contains("Projects are not known now");
    }

    @Test
    void efficiencyIsOfOwnJobsAndLeavesOutWhatNobodyMeasured() {
        rig.on("GET", PLAIN_DB + "jobs", 200, "plain-accounting-jobs");
        MetricsQuery own = query(Optional.empty());
        Map<String, Double> figures = rig.plain.measure(Callers.ALICE, own).figures();
        assertThat(figures)
                .containsEntry("jobs_finished", 4.0)
                .containsEntry("jobs_succeeded", 1.0);
        assertThat(figures.get("cpu_percent")).isBetween(0.0, 100.0);
        assertThat(figures).doesNotContainKey("gpu_percent");
        assertThat(rig.lastLeft().getUrl()).doesNotContain("skip_steps");
        assertThat(
                        SlurmRig.failure(
                                () -> rig.plain.measure(Callers.ALICE, query(Optional.of("bob")))))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    private static MetricsQuery query(Optional<String> user) {
        return new MetricsQuery(
                MetricsKind.EFFICIENCY,
                Optional.of(Instant.ofEpochSecond(1795200000)),
                Optional.of(Instant.ofEpochSecond(1795300000)),
                Optional.empty(),
                user,
                Optional.empty());
    }
}
