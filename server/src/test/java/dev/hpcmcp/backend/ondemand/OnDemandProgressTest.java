package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training loop behind a site that knows nothing of training. */
class OnDemandProgressTest extends OnDemandFixture {
    private static final JobId ID = new JobId("12345");

    private void written(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        on(
                "GET",
                "/files",
                json(
                        "{\"data\":{\"path\":\"/home/alice/x\",\"name\":\"x\",\"directory\":false,\"size\":%d,\"mode\":33188,\"owner\":\"alice\",\"group\":\"g\",\"mtime\":\"2026-08-01T05:00:00-04:00\"}}"
                                .formatted(bytes.length)));
        on(
                "GET",
                "/files/content",
                aResponse().withHeader("Content-Type", "application/octet-stream").withBody(bytes));
    }

    private Curves curves() {
        return site.curves(ALICE, ID, CurveQuery.all());
    }

    @Test
    void readsWhatAJobWrites() {
        written(
                "{\"epoch\":1,\"metrics\":{\"loss\":0.9}}\n{\"epoch\":2,\"metrics\":{\"loss\":0.5}}\n{\"ep");

        assertThat(curves().curves())
                .singleElement()
                .satisfies(curve -> assertThat(curve.points()).hasSize(2));
        assertThat(left("GET", "/files").getLast().getUrl())
                .contains("path=%2Fhome%2Falice%2Fhpc-mcp-12345.progress");
    }

    @Test
    void aJobThatWritesNothingIsToldFromOneThatIsNotThere() {
        on("GET", "/files", error(404, "not_found", "no such file"));
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
        assertThat(curves().note().orElseThrow()).contains("$HPC_MCP_PROGRESS");

        on("GET", "/jobs", json("{\"data\":[]}"));
        assertThat(failure(this::curves)).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void noOtherFileIsReadByAStrangeId() {
        written("{\"epoch\":1,\"metrics\":{\"loss\":0.9}}\n");

        assertThat(site.curves(ALICE, new JobId("1.x"), CurveQuery.all()).curves()).isEmpty();
        assertThat(left("GET", "/files/content")).isEmpty();
    }

    /** The line is the shell's to read, so a shell reads it. */
    @ParameterizedTest
    @CsvSource({"7,,,/home/o'neil/hpc-mcp-7.progress", "9,7,3,/home/o'neil/hpc-mcp-7_3.progress"})
    void theShellPutsTheJobsNumberIn(String job, String array, String task, String path)
            throws IOException, InterruptedException {
        Site slurm =
                new Site(
                        "owens",
                        "slurm",
                        Range.exactly(Release.STRICT),
                        Optional.of("o"),
                        Optional.of("/home/o'neil"));
        String line = Recorded.export(slurm, Optional.empty()).orElseThrow();
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", line + "\nprintf %s \"$HPC_MCP_PROGRESS\"");
        Map<String, String> environment = shell.environment();
        environment.clear();
        environment.put("SLURM_JOB_ID", job);
        Optional.ofNullable(array).ifPresent(it -> environment.put("SLURM_ARRAY_JOB_ID", it));
        Optional.ofNullable(task).ifPresent(it -> environment.put("SLURM_ARRAY_TASK_ID", it));
        Process process = shell.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(path);
        assertThat(process.waitFor()).isZero();
    }
}
