package dev.hpcmcp.backend.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.slurm.FakeSlurmrestd.Accounting;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often slurmrestd is asked: its answers are long, and the controller has other work. */
class SlurmThriftTest {
    private static final String LIST = "/slurm/v0.0.38/jobs";

    private final MovingClock clock = new MovingClock();
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    private final AtomicReference<String> token = new AtomicReference<>("token-of-alice");
    private FakeSlurmrestd slurm;
    private SlurmBackend backend;

    @BeforeEach
    void open() throws IOException {
        slurm = new FakeSlurmrestd();
        slurm.accounting = Accounting.UP;
        Credential each =
                new Credential.Each(_ -> new Credential.Token("alice", Secret.of(token.get())));
        backend =
                new SlurmBackend(
                        SlurmSettings.usual("lab", slurm.url(), each)
                                .withVersion("v0.0.38")
                                .withDirectory("/home/%u"),
                        rest,
                        clock,
                        new Accounts(Path.of("/no/such/file")));
    }

    @AfterEach
    void close() {
        rest.close();
        slurm.close();
    }

    private JobsFound find(List<JobId> ids) {
        slurm.requests.clear();
        return backend.find(Callers.ALICE, ids);
    }

    @Test
    void aLookAtTwoHundredJobsIsOneRequestAndOneMoreForThoseThatEnded() {
        List<JobId> ids = slurm.has("alice", 200);
        slurm.has("bob", 300);
        assertThat(find(ids).jobs()).extracting(Job::jobId).isEqualTo(ids);
        assertThat(slurm.requests).containsExactly(LIST);

        ids.subList(0, 50).forEach(id -> slurm.forget(id, "FAILED"));
        clock.move(Duration.ofSeconds(10));
        JobsFound found = find(ids);
        assertThat(found.missing()).isEmpty();
        assertThat(found.jobs().subList(0, 50))
                .allMatch(job -> job.outcome().equals(Optional.of(Outcome.FAILED)));
        assertThat(slurm.requests).hasSize(2).first().isEqualTo(LIST);
        assertThat(slurm.requests.getLast()).startsWith("/slurmdb/v0.0.38/jobs?step=100%2C101%2C");
    }

    @Test
    void othersJobsAreNotFoundInAListEither() {
        slurm.has("alice", 1);
        assertThat(find(slurm.has("bob", 20)).missing()).hasSize(20);
    }

    @Test
    void aFewJobsAreNotWorthAList() {
        find(slurm.has("alice", 8));
        assertThat(slurm.requests).hasSize(8).doesNotContain(LIST);
    }

    @Test
    void aDozenJobsAreNotWorthAListOfThousands() {
        List<JobId> ids = slurm.has("alice", 12);
        slurm.has("bob", 1500);
        find(ids);
        assertThat(slurm.requests).as("nobody knew how long it is").containsExactly(LIST);
        clock.move(Duration.ofSeconds(10));
        assertThat(find(ids).jobs()).hasSize(12);
        assertThat(slurm.requests).hasSize(12).doesNotContain(LIST);
        clock.move(Duration.ofMinutes(11));
        find(ids);
        assertThat(slurm.requests).as("it may be short by now").containsExactly(LIST);
    }

    @Test
    void whereTheListCannotBeReadJobsAreAskedForOneByOne() {
        List<JobId> ids = slurm.has("alice", 12);
        slurm.garblesLists = true;
        assertThat(find(ids).jobs()).hasSize(12);
    }

    @Test
    void howManyAreAskedAboutInSeveralCallsIsOneMomentsAnswer() {
        List<JobId> ids = slurm.has("alice", 40);
        find(ids.subList(0, 20));
        Job second = find(ids.subList(20, 40)).jobs().getFirst();
        assertThat(slurm.requests).isEmpty();
        assertThat(second.asOf()).isEqualTo(clock.instant());
        clock.move(Duration.ofSeconds(1));
        Job later = find(ids.subList(20, 40)).jobs().getFirst();
        assertThat(later.asOf()).as("when it was told").isEqualTo(second.asOf());
        clock.move(Duration.ofSeconds(2));
        find(ids.subList(20, 40));
        assertThat(slurm.requests).containsExactly(LIST);
    }

    private Page<Job> page(Optional<String> cursor) {
        JobQuery first = JobQuery.all(200);
        return backend.list(
                Callers.ALICE,
                new JobQuery(
                        first.states(),
                        first.outcomes(),
                        first.kinds(),
                        first.nameContains(),
                        first.queue(),
                        first.user(),
                        first.since(),
                        first.limit(),
                        cursor));
    }

    @Test
    void thePagesOfOneListingAreOfOneMoment() {
        slurm.has("alice", 450);
        List<Job> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Job> page = page(cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
            clock.move(Duration.ofSeconds(7));
        } while (cursor.isPresent());
        assertThat(all).hasSize(450);
        assertThat(all).extracting(Job::asOf).containsOnly(all.getFirst().asOf());
        assertThat(slurm.requests).hasSize(2).contains(LIST);
    }

    @Test
    void aLaterPageIsAskedForAnewAfterAChangeOrHalfAMinute() {
        slurm.has("alice", 450);
        Optional<String> cursor = page(Optional.empty()).nextCursor();
        backend.submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\ntrue\n"));
        slurm.requests.clear();
        page(cursor);
        assertThat(slurm.requests).contains(LIST);
        clock.move(Duration.ofSeconds(31));
        slurm.requests.clear();
        page(cursor);
        assertThat(slurm.requests).contains(LIST);
    }

    @Test
    void whatOneTokenWasToldIsNotToldToAnother() {
        slurm.has("alice", 450);
        Optional<String> cursor = page(Optional.empty()).nextCursor();
        slurm.requests.clear();
        token.set("somebody-elses");
        page(cursor);
        assertThat(slurm.requests).contains(LIST);
    }

    @Test
    void aNewListingIsAlwaysAskedFor() {
        slurm.has("alice", 3);
        page(Optional.empty());
        slurm.requests.clear();
        page(Optional.empty());
        assertThat(slurm.requests).containsExactly(LIST);
    }

    @Test
    void waitingLooksAsOftenAsTheDocumentationSays() throws IOException {
        assertThat(backend.pollFloor()).isEqualTo(Duration.ofSeconds(10));
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String ours = page.substring(page.indexOf("Of a `slurm`"), page.indexOf("Of a `skaha`"));
        assertThat(ours).contains("| `poll-floor` | seconds between two looks at a job | 10 |");
    }
}
