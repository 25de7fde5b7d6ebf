package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What leaves when a job is submitted, and what becomes of the answer. */
class OnDemandSubmitTest extends OnDemandFixture {
    private static final JobRequest JOB = JobRequest.ofScript("#!/bin/bash\necho hi\n");

    @BeforeEach
    void accepts() {
        on(
                "POST",
                "/jobs",
                json(Answers.file("submit-accepted-as-completed-with-nulls.json")).withStatus(201));
    }

    private JsonNode sent() {
        return new JsonMapper().readTree(left("POST", "/jobs").getLast().getBodyAsString());
    }

    private String script() {
        return sent().at("/script/content").asString();
    }

    @Test
    void sendsSafeDefaults() {
        Submitted submitted = site.submit(ALICE, JOB);

        assertThat(sent().path("cluster").asString()).isEqualTo("owens");
        assertThat(sent().at("/script/workdir").asString()).isEqualTo("/home/alice");
        assertThat(sent().at("/options/output_path").asString())
                .isEqualTo("/home/alice/slurm-%j.out");
        assertThat(sent().at("/options").has("native")).isFalse();
        assertThat(script()).isEqualTo("#!/bin/bash\necho hi\n");
        assertThat(left("POST", "/jobs").getLast().getHeader("Content-Type"))
                .isEqualTo("application/json");
        Job job = submitted.job();
        assertThat(job.jobId().value()).isEqualTo("501");
        assertThat(job.state()).as("the answer says completed").isEqualTo(JobState.QUEUED);
        assertThat(job.stdoutPath()).contains("/home/alice/slurm-501.out");
    }

    @Test
    void sendsWhatTheGuideNames() {
        JobRequest request =
                JOB.change()
                        .name("my-job")
                        .queue("batch")
                        .project("PAS1234")
                        .wallTimeSeconds(3600)
                        .workingDirectory("~/project")
                        .stdoutPath("logs/%x-%j.out")
                        .stderrPath("/home/alice/err.txt")
                        .nativeOptions(List.of("-N", "2"))
                        .build();

        site.submit(ALICE, request);

        JsonNode options = sent().path("options");
        assertThat(options.path("job_name").asString()).isEqualTo("my-job");
        assertThat(options.path("queue_name").asString()).isEqualTo("batch");
        assertThat(options.path("accounting_id").asString()).isEqualTo("PAS1234");
        assertThat(options.path("wall_time").asInt()).isEqualTo(3600);
        assertThat(sent().at("/script/workdir").asString()).isEqualTo("/home/alice/project");
        assertThat(options.path("output_path").asString())
                .isEqualTo("/home/alice/project/logs/my-job-%j.out");
        assertThat(options.path("error_path").asString()).isEqualTo("/home/alice/err.txt");
        assertThat(script()).isEqualTo("#!/bin/bash\n#SBATCH -N 2\necho hi\n");
    }

    @Test
    void whatTheApiHasNoFieldForGoesIntoTheScript() {
        JobRequest request =
                JobRequest.ofScript(
                                "#!/bin/bash\n#SBATCH --nodes=9\n\n# note\necho hi\n#SBATCH --late\n")
                        .change()
                        .nodes(2)
                        .tasks(8)
                        .cores(4)
                        .memoryGb(1.5)
                        .gpus(1)
                        .qos("long")
                        .array("1-10%2")
                        .hold(true)
                        .environment(Map.of("A", "it's"))
                        .build();

        Job job = site.submit(ALICE, request).job();

        assertThat(script())
                .isEqualTo(
                        """
                        #!/bin/bash
                        #SBATCH --nodes=9

                        # note
                        #SBATCH --array=1-10%2
                        #SBATCH --nodes=2
                        #SBATCH --ntasks=8
                        #SBATCH --cpus-per-task=4
                        #SBATCH --mem=1536M
                        #SBATCH --gpus=1
                        #SBATCH --qos=long
                        #SBATCH --hold
                        export SLURM_EXPORT_ENV=ALL
                        export HPC_MCP_PROGRESS='/home/alice'"/hpc-mcp-${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}.progress"
                        export A='it'\\''s'
                        echo hi
                        #SBATCH --late
                        """);
        assertThat(sent().at("/options/output_path").asString())
                .isEqualTo("/home/alice/slurm-%A_%a.out");
        assertThat(job.state()).isEqualTo(JobState.HELD);
        assertThat(job.array().orElseThrow().tasks()).isEqualTo(10);
    }

    @Test
    void understandsTheScriptsOwnLines() {
        JobRequest request =
                JobRequest.ofScript(
                        """
                        #!/bin/bash
                        #SBATCH -J sweep
                        #SBATCH --array=0-4
                        #SBATCH -p gpu -x
                        #SBATCH --output out/%a.txt  # here
                        #SBATCH -D "~/run"
                        srun x
                        """);

        Job job = site.submit(ALICE, request).job();

        assertThat(job.name()).contains("sweep");
        assertThat(job.array().orElseThrow().tasks()).isEqualTo(5);
        assertThat(job.workingDirectory()).contains("/home/alice/run");
        assertThat(sent().at("/options/output_path").asString())
                .isEqualTo("/home/alice/run/out/%a.txt");
    }

    @Test
    void aCommandIsQuoted() {
        site.submit(
                ALICE,
                new JobRequestBuilder().command(List.of("echo", "a b", "$(rm -rf ~)")).build());

        assertThat(script()).isEqualTo("#!/bin/sh\nexec 'echo' 'a b' '$(rm -rf ~)'\n");
    }

    @Test
    void theMarkOfARequestStandsBehindTheName() {
        site.submit(
                ALICE, JOB.change().name("solver").requestId(Optional.of("hpcmcp-4k2x")).build());
        assertThat(sent().at("/options/job_name").asString()).isEqualTo("solver.hpcmcp-4k2x");

        site.submit(
                ALICE,
                JOB.change()
                        .name("solver")
                        .array("1-3")
                        .requestId(Optional.of("hpcmcp-4k2y"))
                        .build());
        assertThat(sent().at("/options/job_name").asString()).isEqualTo("solver.hpcmcp-4k2y.a3");
    }

    @Test
    void dependenciesAreFieldsAndKnownJobs() {
        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));
        List<After> after =
                List.of(
                        new After(new JobId("404"), After.Condition.SUCCEEDED),
                        new After(new JobId("405"), After.Condition.SUCCEEDED),
                        new After(new JobId("403"), After.Condition.FINISHED));

        site.submit(ALICE, JOB.change().after(after).build());

        assertThat(sent().at("/options/afterok").toString()).isEqualTo("[\"404\",\"405\"]");
        assertThat(sent().at("/options/afterany").toString()).isEqualTo("[\"403\"]");
        assertThat(script()).contains("#SBATCH --kill-on-invalid-dep=yes");
    }

    @Test
    void aDependencyOnAJobThatIsNotThereIsRefused() {
        List<After> after = List.of(new After(new JobId("1"), After.Condition.SUCCEEDED));

        assertThat(failure(() -> site.submit(ALICE, JOB.change().after(after).build())).toString())
                .contains("field=after");
        assertThat(left("POST", "/jobs")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST", "FILES", "ENVIRONMENT", "CONTEXT", "CAPACITY"})
    void dependenciesAreRefusedLoudlyWhereTheyWouldBeIgnored(Release release) {
        runs(release);
        site = backend(settings().withDirectory("/home/alice"));
        JobRequest request =
                JOB.change()
                        .after(List.of(new After(new JobId("1"), After.Condition.SUCCEEDED)))
                        .build();

        assertThat(failure(() -> site.submit(ALICE, request)))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(site.plan(ALICE, request).problems()).hasSize(1);
        assertThat(left("POST", "/jobs")).isEmpty();
    }

    @Test
    void withoutAHomeDirectoryItAsksForOne() {
        runs(Release.FIRST);
        accepts();

        assertThat(failure(() -> site.submit(ALICE, JOB)).toString())
                .contains("field=working_directory");

        site = backend(settings().withDirectory("/users/alice"));
        site.submit(ALICE, JOB);
        assertThat(sent().at("/script/workdir").asString()).isEqualTo("/users/alice");
    }

    @Test
    void theFirstVersionWithFilesTellsItsHomeByWhatIsInIt() {
        runs(Release.FILES);
        accepts();
        server.stubFor(
                WireMock.get(WireMock.urlEqualTo(BASE + "/files?path=~"))
                        .willReturn(
                                json(
                                        "{\"data\":[{\"path\":\"/users/PAS/alice/x\",\"name\":\"x\"}]}")));

        site.submit(ALICE, JOB);

        assertThat(sent().at("/script/workdir").asString()).isEqualTo("/users/PAS/alice");
    }

    @Test
    void otherSchedulersGetTheScriptAsItIs() {
        on("GET", "/clusters", json("{\"data\":[{\"id\":\"owens\",\"adapter\":\"pbspro\"}]}"));

        site.submit(
                ALICE,
                JobRequest.ofScript("#!/bin/sh\n#PBS -J 1-3\nx\n")
                        .change()
                        .name("a b")
                        .nativeOptions(List.of("-l", "x=1"))
                        .requestId(Optional.of("hpcmcp-4k2x"))
                        .build());

        assertThat(script()).isEqualTo("#!/bin/sh\n#PBS -J 1-3\nx\n");
        assertThat(sent().at("/options/native").toString()).isEqualTo("[\"-l\",\"x=1\"]");
        assertThat(sent().at("/options/job_name").asString()).isEqualTo("a b");
        assertThat(sent().at("/options/output_path").asString()).isEqualTo("/home/alice/a_b.out");
        assertThat(failure(() -> site.submit(ALICE, JOB.change().nodes(2).build())).toString())
                .contains("field=script");
    }

    @Test
    void refusesWhatCannotGetThere() {
        for (JobRequest request :
                List.of(
                        JOB.change().image("x").build(),
                        JOB.change().qos("a\n#SBATCH --uid=0").build(),
                        JOB.change().queue("a b").build(),
                        JOB.change().name("a\nb").build(),
                        JOB.change().array("10-1").build(),
                        JOB.change().array("1-3").stdoutPath("same.txt").build(),
                        JOB.change().nativeOptions(List.of("x")).build(),
                        JOB.change().nativeOptions(List.of("-x\ny")).build(),
                        JOB.change().environment(Map.of("A B", "x")).build(),
                        JobRequest.ofScript("#!/usr/bin/python3\n")
                                .change()
                                .environment(Map.of("A", "x"))
                                .build(),
                        JobRequest.ofScript(" "))) {
            assertThat(failure(() -> site.submit(ALICE, request)))
                    .as(request.toString())
                    .isInstanceOf(Failure.InvalidInput.class);
            assertThat(site.plan(ALICE, request).problems()).isNotEmpty();
        }
        assertThat(left("POST", "/jobs")).isEmpty();
    }

    @Test
    void warnsOfOutputThatCannotBeReadHere() {
        Submitted submitted =
                site.submit(ALICE, JOB.change().workingDirectory("/scratch/alice").build());

        assertThat(submitted.warnings()).anyMatch(words -> words.contains("cannot be read"));
    }

    @Test
    void aPlanShowsTheBodyAndSendsNothing() {
        SubmitPlan plan = site.plan(ALICE, JOB.change().name("x").build());

        assertThat(plan.wouldSubmit()).containsKeys("cluster", "script", "options");
        assertThat(left("POST", "/jobs")).isEmpty();
    }
}
