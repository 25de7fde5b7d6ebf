package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Watcher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Through the tools and the ledger, as an agent would. */
class S9sToolsTest extends S9sFixture {
    @TempDir private Path directory = Path.of(".");
    private Ledger ledger = new Ledger(settingsOf(Path.of("unused.db")), Clock.systemUTC());
    private Toolbox tools = toolbox();

    private static StoreSettings settingsOf(Path file) {
        return new StoreSettings("jdbc:sqlite:" + file, Duration.ofDays(1));
    }

    @BeforeEach
    void open() {
        server.standStill();
        ledger = new Ledger(settingsOf(directory.resolve("store.db")), Clock.systemUTC());
        tools = toolbox();
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    private Toolbox toolbox() {
        Backends all = new Backends(List.of(s9s), ledger::over);
        return Toolboxes.over(
                all, new Access(Toolset.usual(), false, all), new Watcher(), Clock.systemUTC());
    }

    private JsonNode ask(String tool, String arguments) {
        Answer answer =
                tools.call(
                        ALICE,
                        tool,
                        Json.MAPPER.readValue(arguments, new TypeReference<>() {}),
                        Client.SILENT);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        return answer.structured().orElseThrow();
    }

    private String submit() {
        return ask("submit_job", "{\"command\":[\"sleep\",\"60\"]}").findPath("job_id").asString();
    }

    @Test
    void cancelsManyByOneRequestAndTellsOfEach() {
        String first = submit();
        String silent = submit();
        String done = submit();
        server.set(silent, "reason", "silent");
        server.become(done, "COMPLETED");

        JsonNode answer =
                ask(
                        "cancel_job",
                        "{\"job_ids\":[\"%s\",\"%s\",\"%s\",\"999999\"]}"
                                .formatted(first, silent, done));

        assertThat(
                        answer.path("results")
                                .valueStream()
                                .map(entry -> entry.path("result").asString()))
                .containsExactly("cancelled", "unknown", "already_finished", "not_found");
        assertThat(server.left()).noneMatch(one -> one.startsWith("DELETE"));
        assertThat(server.left()).filteredOn("POST /v1/jobs/bulk"::equals).hasSize(1);
    }

    @Test
    void aSubmitWhoseAnswerWasLostIsFoundByItsMarkAndNotSentTwice() {
        JobRequest request =
                new JobRequestBuilder()
                        .name("solver")
                        .command(List.of("sleep", "60"))
                        .requestId(Optional.of("once"))
                        .build();
        Jobs jobs = (Jobs) ledger.over((Backend) s9s);
        server.loseTheNextAnswer();

        var submitted = jobs.submit(ALICE, request);

        assertThat(submitted.job().name()).contains("solver");
        assertThat(jobs.submit(ALICE, request).job().jobId()).isEqualTo(submitted.job().jobId());
        assertThat(server.left()).filteredOn("POST /v1/jobs"::equals).hasSize(1);
        assertThat(failure(() -> jobs.submit(ALICE, request.change().name("other").build())))
                .isInstanceOf(Failure.class);
    }

    @Test
    void theMarkNeverShowsInAName() {
        ask(
                "submit_job",
                "{\"name\":\"solver\",\"command\":[\"sleep\",\"60\"],\"request_id\":\"r1\"}");

        assertThat(ask("list_jobs", "{}").toString()).contains("solver").doesNotContain("hpcmcp-");
        assertThat(server.requests().getFirst().body()).contains("solver--hpcmcp-");
    }

    @Test
    void listClustersSaysWhatThisGatewayLacks() {
        server.lacks("/search");

        assertThat(ask("list_clusters", "{}").toString())
                .contains("a search of its own (the gateway answers HTTP 404 there)");
    }
}
