package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an agent sees of a request id. */
class SubmitOnceToolTest {
    private static final String ONE = "{\"command\":[\"true\"],\"request_id\":\"r1\"}";
    private static final String THREE =
            "{\"command\":[\"true\"],\"name\":\"x\",\"replicas\":3,\"request_id\":\"r1\"}";

    @TempDir private Path folder;
    private final FakeBackend fake = new FakeBackend("fake");
    private Ledger ledger = ledger(Path.of("unused"));
    private Agent alice = Agent.with(fake);

    private static Ledger ledger(Path file) {
        return new Ledger(
                new StoreSettings("jdbc:sqlite:" + file, Duration.ofDays(1)), Clock.systemUTC());
    }

    @BeforeEach
    void open() {
        ledger = ledger(folder.resolve("store.db"));
        Backends all = new Backends(List.of(fake), ledger::over);
        alice =
                new Agent(
                        Agent.ALICE,
                        Toolboxes.over(
                                all,
                                new Access(Toolset.usual(), false, all),
                                Agent.quickWatcher(),
                                Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aRetryIsAnsweredWithTheJobThatThereIs() {
        JsonNode first = alice.ask("submit_job", ONE);
        JsonNode second = alice.ask("submit_job", ONE);
        assertThat(first.has("already_submitted")).isFalse();
        assertThat(second.path("already_submitted").asBoolean()).isTrue();
        assertThat(second.path("job").path("job_id")).isEqualTo(first.path("job").path("job_id"));
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void aRetryOfReplicasSubmitsOnlyThoseThatWereRefused() {
        AtomicBoolean full = new AtomicBoolean(true);
        fake.beforeEach(call -> {
            if (call.arguments().getFirst() instanceof JobRequest request
                    && request.name().equals(Optional.of("x-2"))
                    && full.getAndSet(false)) {
                throw new HpcException(new Failure.Conflict("the queue is full"));
            }
        });
        JsonNode first = alice.ask("submit_job", THREE);
        JsonNode second = alice.ask("submit_job", THREE);
        JsonNode third = alice.ask("submit_job", THREE);
        assertThat(first.path("jobs")).hasSize(2);
        assertThat(names(second)).containsExactly("x-1", "x-2", "x-3");
        assertThat(second.has("already_submitted")).isFalse();
        assertThat(third.path("already_submitted").asBoolean()).isTrue();
        assertThat(fake.calls("submit")).hasSize(4);
    }

    @Test
    void oneIdDoesNotStandForReplicasAndForASingleJob() {
        alice.ask("submit_job", THREE);
        assertThat(alice.refused("submit_job", ONE))
                .startsWith("conflict: this request_id was used for a different request");
    }

    @Test
    void aSessionIsLaunchedOnce() {
        String notebook = "{\"image\":\"i\",\"type\":\"notebook\",\"request_id\":\"s1\"}";
        alice.ask("launch_session", notebook);
        JsonNode again = alice.ask("launch_session", notebook);
        assertThat(again.path("already_submitted").asBoolean()).isTrue();
        assertThat(fake.calls("launch")).hasSize(1);
    }

    @Test
    void aTrainingRunIsStartedOnce() {
        String run = "{\"config_path\":\"configs/unet.yaml\",\"request_id\":\"t1\"}";
        JsonNode first = alice.ask("start_training", run);
        JsonNode again = alice.ask("start_training", run);
        assertThat(again.path("already_submitted").asBoolean()).isTrue();
        assertThat(again.path("job").path("job_id")).isEqualTo(first.path("job").path("job_id"));
        assertThat(fake.calls("start")).hasSize(1);
        assertThat(alice.refused("start_training", run.replace("unet", "other")))
                .startsWith("conflict: this request_id was used for a different request");
    }

    @Test
    void aTrainingRunWhoseAnswerWasLostIsFoundAgainAndNotStartedTwice() {
        fake.afterAccepting(_ -> {
            fake.afterAccepting(_ -> {});
            throw new HpcException(new Failure.OutcomeUnknown("fake", "starting the run"));
        });
        JsonNode found =
                alice.ask("start_training", "{\"config_path\":\"a.yaml\",\"request_id\":\"t2\"}");
        assertThat(found.path("warnings").get(0).asString()).contains("found again");
        assertThat(fake.calls("start")).hasSize(1);
    }

    @Test
    void aDryRunUsesNoId() {
        alice.ask("submit_job", "{\"command\":[\"true\"],\"request_id\":\"r1\",\"dry_run\":true}");
        assertThat(alice.ask("submit_job", ONE).has("already_submitted")).isFalse();
    }

    @Test
    void anIdThatIsTooLongIsRefused() {
        assertThat(
                        alice.refused(
                                "submit_job",
                                "{\"command\":[\"true\"],\"request_id\":\"%s\"}"
                                        .formatted("x".repeat(129))))
                .startsWith("invalid_input: request_id");
    }

    private static List<String> names(JsonNode answer) {
        return answer.path("jobs").valueStream().map(job -> job.path("name").asString()).toList();
    }
}
