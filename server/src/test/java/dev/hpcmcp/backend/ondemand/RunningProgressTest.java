package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Progress;
import dev.hpcmcp.port.MovingClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far running jobs are, beside what the site knows of them. */
class RunningProgressTest extends OnDemandFixture {
    private static final String MARKED = "train.hpcmcp-4k2x";

    private void runs(int jobs, String name, String state) {
        on(
                "GET",
                "/jobs",
                json(
                        IntStream.rangeClosed(1, jobs)
                                .mapToObj(id ->
                                        "{\"job_id\":\"%d\",\"job_name\":\"%s\",\"job_owner\":\"alice\",\"status\":\"%s\",\"submitted_at\":\"2026-08-01T04:00:%02d-04:00\"}"
                                                .formatted(id, name, state, id))
                                .collect(Collectors.joining(",", "{\"data\":[", "]}"))));
    }

    private void wrote(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        on(
                "GET",
                "/files",
                json(
                        "{\"data\":{\"path\":\"/home/alice/x\",\"name\":\"x\",\"directory\":false,\"size\":%d,\"mode\":33188}}"
                                .formatted(bytes.length)));
        on(
                "GET",
                "/files/content",
                aResponse().withHeader("Content-Type", "application/octet-stream").withBody(bytes));
    }

    private static String epoch(int number) {
        return "{\"epoch\":%d,\"epochs\":50,\"metrics\":{\"loss\":0.5}}\n".formatted(number);
    }

    private Job first() {
        return found("1").get("1");
    }

    private double done() {
        return first().progress().map(Progress::current).orElse(-1.0);
    }

    @Test
    void aJobThatWasSubmittedHereShowsHowFarItIs() {
        runs(1, MARKED, "running");
        wrote(epoch(3));

        Progress progress = first().progress().orElseThrow();

        assertThat(progress.current()).isEqualTo(3);
        assertThat(progress.total()).contains(50.0);
        assertThat(left("GET", "/files").getLast().getUrl())
                .contains("path=%2Fhome%2Falice%2Fhpc-mcp-1.progress");
    }

    @Test
    void whatWasSeenServesForAWhileAndAFileThatHasNotGrownIsNotReadAgain() {
        MovingClock clock = new MovingClock();
        site = backend(settings(), clock);
        runs(1, MARKED, "running");
        wrote(epoch(3));
        assertThat(done()).isEqualTo(3);
        assertThat(done()).isEqualTo(3);
        assertThat(left("GET", "/files")).hasSize(1);

        clock.move(Duration.ofSeconds(11));
        assertThat(done()).isEqualTo(3);
        assertThat(left("GET", "/files")).hasSize(2);
        assertThat(left("GET", "/files/content")).hasSize(1);

        clock.move(Duration.ofSeconds(11));
        wrote(epoch(3) + epoch(4));
        assertThat(done()).isEqualTo(4);
    }

    @Test
    void onlyRunningJobsOfOursAreLookedAt() {
        wrote(epoch(3));
        runs(1, "train", "running");
        assertThat(first().progress()).isEmpty();
        runs(1, MARKED, "queued");
        assertThat(first().progress()).isEmpty();
        runs(1, MARKED, "completed");
        assertThat(first().progress()).isEmpty();

        assertThat(left("GET", "/files")).isEmpty();
    }

    @Test
    void ofManyJobsAFewAreLookedAtInTurn() {
        MovingClock clock = new MovingClock();
        site = backend(settings(), clock);
        runs(8, MARKED, "running");
        wrote(epoch(3));
        List<JobId> all = IntStream.rangeClosed(1, 8).mapToObj(id -> new JobId("" + id)).toList();

        assertThat(progressing(all)).isEqualTo(5);
        assertThat(left("GET", "/files")).hasSize(5);
        assertThat(progressing(all)).isEqualTo(8);
    }

    private long progressing(List<JobId> ids) {
        return site.find(ALICE, ids).jobs().stream()
                .filter(job -> job.progress().isPresent())
                .count();
    }

    @Test
    void aLookIsNoneTheWorseForAFileThatCannotBeRead() {
        MovingClock clock = new MovingClock();
        site = backend(settings(), clock);
        runs(2, MARKED, "running");
        on("GET", "/files", error(403, "forbidden", "Path is outside the allowed directories"));

        assertThat(found("1", "2").jobs()).hasSize(2);
        assertThat(left("GET", "/files")).as("the other is not tried then").hasSize(1);
        clock.move(Duration.ofSeconds(11));
        assertThat(found("1", "2").jobs()).hasSize(2);
        assertThat(left("GET", "/files")).as("nor is it for a while").hasSize(1);

        clock.move(Duration.ofMinutes(1));
        wrote("no line of ours\n");
        assertThat(first().progress()).isEmpty();
        clock.move(Duration.ofMinutes(1));
        wrote("x".repeat(2 << 20));
        assertThat(first().progress()).isEmpty();
    }
}
