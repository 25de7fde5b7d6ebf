package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs say who submitted them, and that is all that changes. */
class SignatureTest {
    private static final JobRequest ASKED =
            JobRequest.ofScript("#!/bin/sh\n")
                    .change()
                    .environment(Map.of("MINE", "1", "HPC_MCP_USER", "root"))
                    .requestId(Optional.of("r1"))
                    .build();

    @TempDir private Path folder;
    private final MovingClock clock = new MovingClock();
    private final FakeBackend fake = new FakeBackend("fake", clock);
    private Store store = store(Path.of("unused"));

    private Store store(Path file) {
        return new Store(new StoreSettings("jdbc:sqlite:" + file, Duration.ofDays(1)), clock);
    }

    @BeforeEach
    void open() {
        store = store(folder.resolve("store.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Caller calling(String id, String program) {
        return Callers.ALICE.with(Callers.ALICE.badge().calling(id, program));
    }

    private Jobs server() {
        Backend over = store.ledger().over(fake);
        return (Jobs) over;
    }

    private Map<String, String> sent(int number) {
        JobRequest request = (JobRequest) fake.calls("submit").get(number).arguments().getFirst();
        return request.environment();
    }

    @Test
    void aJobCarriesUserProgramAndCallWhateverItsRequestSays() {
        server().submit(calling("call-1", "agent 1.0"), ASKED);
        assertThat(sent(0))
                .containsOnly(
                        Map.entry("MINE", "1"),
                        Map.entry("HPC_MCP_USER", "alice"),
                        Map.entry("HPC_MCP_CLIENT", "agent_1.0"),
                        Map.entry("HPC_MCP_CALL", "call-1"));
    }

    @Test
    void aRetryInAnotherCallIsTheSameRequest() {
        var first = server().submit(calling("call-1", "agent 1.0"), ASKED);
        var retry = server().submit(calling("call-2", "other 2.0"), ASKED);
        assertThat(retry.already()).isTrue();
        assertThat(retry.job().jobId()).isEqualTo(first.job().jobId());
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void whatIsRememberedOfTheRequestIsAsItWasAsked() {
        var job = server().submit(calling("call-1", "agent 1.0"), ASKED).job();
        assertThat(store.ledger().requestOf(Callers.ALICE, "fake", job.jobId()))
                .get()
                .extracting(JobRequest::environment)
                .isEqualTo(ASKED.environment());
    }

    @Test
    void aTrainingRunCarriesThemTooAndIsTheSameRequestWithoutThem() {
        TrainingRequest asked =
                TrainingRequest.of("configs/unet.yaml")
                        .withEnvironment(Map.of("MINE", "1", "HPC_MCP_USER", "root"))
                        .withRequestId(Optional.of("t1"));
        Training server = (Training) server();
        server.start(calling("call-1", "agent 1.0"), asked);
        assertThat(server.start(calling("call-2", "agent 1.0"), asked).already()).isTrue();
        TrainingRequest sent =
                (TrainingRequest) fake.calls("start").getFirst().arguments().getFirst();
        assertThat(sent.environment())
                .containsOnly(
                        Map.entry("MINE", "1"),
                        Map.entry("HPC_MCP_USER", "alice"),
                        Map.entry("HPC_MCP_CLIENT", "agent_1.0"),
                        Map.entry("HPC_MCP_CALL", "call-1"));
    }

    @Test
    void noNameOfAProgramCanSayMoreThanAName() {
        server().submit(calling("c", "evil\n$(rm -rf ~) `id` \"quoted\" é".repeat(9)), ASKED);
        assertThat(sent(0).get("HPC_MCP_CLIENT")).matches("[A-Za-z0-9@._:/+-]{1,100}");
    }
}
