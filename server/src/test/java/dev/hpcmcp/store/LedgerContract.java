package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the memory promises, on whichever database. */
abstract class LedgerContract extends LedgerRig {
    @Test
    void aFinishedJobThatTheClusterForgotIsStillToldAsItEnded() {
        JobId id = id(server(), HELLO);
        fake.finish(id, Outcome.FAILED);
        find(server(), id);
        forget(id);
        Job told = find(server(), id);
        assertThat(told.outcome()).contains(Outcome.FAILED);
        assertThat(told.exitCode()).contains(1);
        assertThat(told.stale()).isTrue();
        assertThat(told.asOf()).isEqualTo(clock.instant().minus(Duration.ofHours(1)));
        assertThat(told.reason().orElseThrow()).contains("remembered by this server");
    }

    @Test
    void aJobThatVanishedUnseenIsFinishedAndNobodyKnowsHow() {
        JobId id = id(server(), HELLO);
        fake.start(id);
        find(server(), id);
        forget(id);
        Job told = find(server(), id);
        assertThat(told.state()).isEqualTo(JobState.FINISHED);
        assertThat(told.outcome()).contains(Outcome.UNKNOWN);
        assertThat(told.exitCode()).isEmpty();
        assertThat(told.stale()).isTrue();
        assertThat(told.reason().orElseThrow())
                .contains("nobody saw its end", "last seen running at 2026-03-01T12:00:00Z");
    }

    @Test
    void aJobThatReappearsIsToldAsItIs() {
        JobId id = id(server(), HELLO);
        Job before = fake.job(id);
        forget(id);
        assertThat(find(server(), id).finished()).isTrue();
        fake.put(before);
        assertThat(find(server(), id).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aJobThatTheClusterDoesNotNameYetIsNotDeclaredDead() {
        JobId id = id(server(), HELLO);
        fake.forget(id);
        clock.move(Duration.ofSeconds(5));
        Job told = find(server(), id);
        assertThat(told.state()).isEqualTo(JobState.QUEUED);
        assertThat(told.stale()).isTrue();
    }

    @Test
    void whatAListOrAnotherServerSawCounts() {
        JobId id = id(server(), HELLO);
        fake.finish(id, Outcome.SUCCEEDED);
        server().list(Callers.ALICE, JobQuery.all(10));
        forget(id);
        assertThat(find(server(), id).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void whatACancelOrAControlAnsweredCounts() {
        Jobs server = server();
        JobId cancelled = id(server, HELLO);
        JobId held = id(server, HELLO);
        server.cancel(Callers.ALICE, cancelled, Cancel.POLITELY);
        ((JobControl) server).control(Callers.ALICE, held, Control.of(Control.Action.HOLD));
        forget(cancelled);
        forget(held);
        assertThat(find(server(), cancelled).outcome()).contains(Outcome.CANCELLED);
        assertThat(find(server(), held).reason().orElseThrow()).contains("last seen held");
    }

    @Test
    void cancellingAForgottenJobSaysHowItEnded() {
        JobId id = id(server(), HELLO);
        fake.finish(id, Outcome.SUCCEEDED);
        find(server(), id);
        forget(id);
        assertThat(server().cancel(Callers.ALICE, id, Cancel.POLITELY).outcome())
                .contains(Outcome.SUCCEEDED);
        Control hold = Control.of(Control.Action.HOLD);
        assertThat(failure(() -> ((JobControl) server()).control(Callers.ALICE, id, hold)))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                                assertThat(conflict.problem()).contains("last seen succeeded at"));
    }

    @Test
    void aJobThatNeverWasIsStillMissing() {
        id(server(), HELLO);
        JobsFound found = server().find(Callers.ALICE, List.of(new JobId("999")));
        assertThat(found.jobs()).isEmpty();
        assertThat(found.missing()).hasSize(1);
    }

    @Test
    void theOrderAskedForIsKeptWithForgottenJobsInIt() {
        Jobs server = server();
        JobId first = id(server, HELLO);
        JobId second = id(server, HELLO);
        JobId third = id(server, HELLO);
        forget(second);
        JobsFound found =
                server.find(Callers.ALICE, List.of(third, new JobId("999"), second, first));
        assertThat(found.jobs()).extracting(Job::jobId).containsExactly(third, second, first);
        assertThat(found.missing()).hasSize(1);
    }

    @Test
    void nobodySeesWhatIsAnothers() {
        Ledger ledger = ledger();
        Jobs server = (Jobs) ledger.over(fake);
        JobId id = id(server, as("r1"));
        forget(id);
        assertThat(server.find(Callers.BOB, List.of(id)).jobs()).isEmpty();
        assertThat(failure(() -> server.cancel(Callers.BOB, id, Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(ledger.requestOf(Callers.BOB, "fake", id)).isEmpty();
        assertThat(ledger.requestOf(Callers.ALICE, "other", id)).isEmpty();
    }

    @Test
    void theRequestOfAJobIsKeptWhole() {
        JobRequest request =
                HELLO.change()
                        .name("solver")
                        .environment(Map.of("A", "1", "B", "2"))
                        .requestId(Optional.of("r1"))
                        .build();
        JobId id = id(server(), request);
        assertThat(ledger().requestOf(Callers.ALICE, "fake", id))
                .contains(request.change().requestId(Optional.empty()).build());
    }

    @Test
    void aClockThatJumpsBackDoesNotStopTheNews() {
        JobId id = id(server(), HELLO);
        clock.move(Duration.ofDays(-30));
        fake.finish(id, Outcome.SUCCEEDED);
        find(server(), id);
        forget(id);
        assertThat(find(server(), id).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void anOldSightDoesNotOverwriteANewer() {
        Jobs server = server();
        JobId id = id(server, HELLO);
        Job before = fake.job(id);
        clock.move(Duration.ofMinutes(1));
        fake.finish(id, Outcome.SUCCEEDED);
        find(server, id);
        Memory memory = new Memory(new Database(settings(), clock), clock, Following.NONE);
        memory.saw(Callers.ALICE, "fake", List.of(before));
        forget(id);
        assertThat(find(server, id).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void theSameSeenAgainIsNotWrittenAgain() {
        Glimpses glimpses = new Glimpses();
        Job job = fake.job(id(server(), HELLO));
        glimpses.noted(Callers.ALICE, List.of(job));
        assertThat(glimpses.news(Callers.ALICE, List.of(job))).isEmpty();
        assertThat(glimpses.news(Callers.BOB, List.of(job))).hasSize(1);
    }

    @Test
    void jobsThatNobodySawForLongAreForgotten() {
        JobId old = id(server(), HELLO);
        forget(old);
        clock.move(Duration.ofDays(91));
        assertThat(server().find(Callers.ALICE, List.of(old)).jobs()).isEmpty();
    }

    @Test
    void theWayIntoASessionIsNotKept() {
        Jobs server = server();
        JobId id = id(server, HELLO);
        fake.put(fake.start(id).change().connectUrl("https://x/?token=secret").build());
        assertThat(find(server, id).connectUrl()).isPresent();
        forget(id);
        assertThat(find(server(), id).toString()).doesNotContain("secret");
    }

    @Test
    void aRememberedClusterHasExactlyItsOwnPorts() {
        Backend plain = fake.offering(Jobs.class, Capacity.class);
        Backend remembered = ledger().over(plain);
        assertThat(Ports.offeredBy(remembered)).isEqualTo(Ports.offeredBy(plain));
        assertThat(remembered).isNotInstanceOf(Logs.class);
        Backend imagesOnly = fake.offering(Images.class);
        assertThat(ledger().over(imagesOnly)).isSameAs(imagesOnly);
        Ledger ledger = ledger();
        assertThat(ledger.over(fake)).isEqualTo(ledger.over(fake)).isInstanceOf(Logs.class);
        assertThat(ledger.over(fake).hashCode()).isEqualTo(ledger.over(fake).hashCode());
        assertThat(ledger.over(fake).toString()).isEqualTo("remembered fake");
    }

    @Test
    void aHandleStandsForItsJobsOnEveryServerForItsCaller() {
        List<JobId> jobs = List.of(new JobId("7"), new JobId("5_1"));
        JobId handle = ledger().group(Callers.ALICE, "fake", jobs).orElseThrow();
        assertThat(ledger().grouped(Callers.ALICE, "fake", handle)).isEqualTo(jobs);
        assertThat(ledger().grouped(Callers.BOB, "fake", handle)).isEmpty();
        assertThat(ledger().grouped(Callers.ALICE, "other", handle)).isEmpty();
        assertThat(ledger().group(Callers.ALICE, "fake", jobs)).isNotEqualTo(Optional.of(handle));
    }

    @Test
    void theNewestMigrationIsTheOneThatIsLookedFor() {
        try (Database database = new Database(settings(), clock)) {
            List<String> versions =
                    database.read(sql ->
                            sql.all(
                                    "select version from hpcmcp_history order by installed_rank",
                                    row -> row.getString(1)));
            assertThat(versions.getLast()).isEqualTo(Tables.NEWEST);
        }
    }

    /** The cluster forgets it, and an hour goes by. */
    private void forget(JobId id) {
        fake.forget(id);
        clock.move(Duration.ofHours(1));
    }
}
