package dev.hpcmcp.backend.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job's comment says, and how it is found again by it. */
class SlurmMarksTest {
    private static final JobRequest SCRIPT = JobRequest.ofScript("#!/bin/sh\ntrue\n");
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    private FakeSlurmrestd slurm;
    private SlurmBackend backend;

    @BeforeEach
    void open() throws IOException {
        slurm = new FakeSlurmrestd();
        Credential alice = new Credential.Token("alice", Secret.of("token-of-alice"));
        backend =
                new SlurmBackend(
                        SlurmSettings.usual("lab", slurm.url(), alice)
                                .withVersion("v0.0.38")
                                .withDirectory("/home/%u"),
                        rest,
                        SlurmRig.CLOCK,
                        new Accounts(Path.of("/no/such/file")));
    }

    @AfterEach
    void close() {
        rest.close();
        slurm.close();
    }

    @Test
    void theCommentSaysTheMarkAndWhoAskedAndTheirOwnWords() {
        JobRequest request =
                SCRIPT.change()
                        .requestId(Optional.of("hpcmcp-abc"))
                        .nativeOptions(java.util.List.of("--comment=for the thesis"))
                        .build();
        dev.hpcmcp.port.Caller mallory =
                new dev.hpcmcp.port.Caller("mal lory\"; x", Set.of(), Optional.empty());
        assertThat(backend.plan(mallory, request).wouldSubmit().toString())
                .contains("comment=hpc-mcp:hpcmcp-abc by mal_lory___x; for the thesis");
    }

    @Test
    void aMarkIsFoundWholeAndOnlyByItsOwner() {
        JobRequest marked = SCRIPT.change().requestId(Optional.of("hpcmcp-abc")).build();
        Job job = backend.submit(Callers.ALICE, marked).job();
        assertThat(backend.findByMark(Callers.ALICE, "hpcmcp-abc").map(Job::jobId))
                .contains(job.jobId());
        assertThat(backend.findByMark(Callers.ALICE, "hpcmcp-ab")).isEmpty();
        assertThat(backend.findByMark(Callers.ALICE, "hpcmcp-abc by x")).isEmpty();
    }

    @Test
    void aListOf300MegabytesIsRefusedBeforeItFillsTheMemory() {
        slurm.padding = 300L << 20;
        assertThat(SlurmRig.failure(() -> backend.list(Callers.ALICE, JobQuery.all(5))))
                .isInstanceOfSatisfying(
                        Failure.BadAnswer.class,
                        why -> assertThat(why.problem()).contains("large"));
    }
}
