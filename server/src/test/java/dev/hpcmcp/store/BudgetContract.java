package dev.hpcmcp.store;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Quota;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LimitsLeft;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What adds up is kept to, on whichever database. */
abstract class BudgetContract extends PolicyRig {
    private static final Duration HOUR = Duration.ofHours(1);

    private Jobs alices() {
        return new Server().port(Jobs.class);
    }

    private static Caller token(String id) {
        return Callers.ALICE.with(new Badge(Optional.of(id), Optional.empty(), Set.of()));
    }

    @Test
    void asManyJobsLiveAsThereMayBeAndNotOneMore() {
        policy(rule().liveJobs(2));
        Jobs jobs = alices();
        JobId first = id(jobs, HELLO);
        id(jobs, HELLO);
        over(
                () -> submit(jobs, HELLO),
                over -> {
                    assertThat(over.limit()).isEqualTo("live-jobs: 2 for alice");
                    assertThat(over.used()).isEqualTo("2");
                    assertThat(over.asked()).contains("1");
                    assertThat(over.frees().orElseThrow()).contains("when one of the live jobs");
                });
        assertThat(jobs.submit(Callers.BOB, HELLO).already()).isFalse();
        fake.finish(first, Outcome.FAILED);
        assertThat(submit(jobs, HELLO).already()).isFalse();
        over(() -> submit(jobs, HELLO));
    }

    @Test
    void allWaysToAJobCount() {
        policy(rule().liveJobs(3));
        Server server = new Server();
        submit(server.port(Jobs.class), HELLO);
        server.port(Sessions.class).launch(Callers.ALICE, session());
        server.port(Training.class).start(Callers.ALICE, TrainingRequest.of("a.yaml"));
        over(() -> submit(server.port(Jobs.class), HELLO));
        over(() -> server.port(Sessions.class).launch(Callers.ALICE, session()));
        over(() -> server.port(Training.class).start(Callers.ALICE, TrainingRequest.of("b.yaml")));
    }

    private static SessionRequest session() {
        return new SessionRequest(
                Optional.empty(),
                "image",
                SessionRequest.Type.NOTEBOOK,
                Optional.of(2),
                Optional.empty(),
                Optional.of(0),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void anArrayCountsAsItsTasks() {
        policy(rule().liveJobs(5));
        Jobs jobs = alices();
        submit(jobs, HELLO.change().array("1-4").build());
        over(
                () -> submit(jobs, HELLO.change().array("1,2").build()),
                over -> assertThat(over.asked()).contains("2"));
        submit(jobs, HELLO);
    }

    @Test
    void aRefusedOrLostRequestTakesNothingAndOneInDoubtStaysTaken() {
        policy(rule().liveJobs(1));
        Jobs jobs = alices();
        fake.failNext(new Failure.Conflict("full"));
        assertThat(failure(() -> submit(jobs, HELLO))).isInstanceOf(Failure.Conflict.class);
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(jobs, HELLO))).isInstanceOf(Failure.Unreachable.class);
        fake.settles(Duration.ofDays(1));
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(jobs, HELLO))).isInstanceOf(Failure.OutcomeUnknown.class);
        over(() -> submit(jobs, HELLO));
    }

    @Test
    void whatAServerLeftBehindThatDiedCountsUntilTheClusterSaysThatThereIsNoSuchJob() {
        policy(rule().liveJobs(1).hours(Quota.CORE_HOURS, 10, WEEK));
        fake.beforeEach(call -> {
            if (call.method().equals("submit")) {
                fake.beforeEach(_ -> {});
                throw new Error("killed");
            }
        });
        try {
            submit(alices(), sized(1, HOUR));
        } catch (Error killed) {
            assertThat(killed).hasMessage("killed");
        }
        over(() -> submit(alices(), sized(1, HOUR)));
        clock.move(Duration.ofMinutes(11));
        assertThat(submit(alices(), sized(9, HOUR)).already()).isFalse();
        assertThat(left(new Server()).coreHours()).contains(0.0);
    }

    @Test
    void whatAServerLeftBehindThatIsTherePerhapsGoesOnCounting() {
        policy(rule().liveJobs(2));
        fake.afterAccepting(call -> {
            fake.afterAccepting(_ -> {});
            throw new Error("killed");
        });
        try {
            submit(alices(), HELLO);
        } catch (Error killed) {
            assertThat(killed).hasMessage("killed");
        }
        submit(alices(), HELLO);
        clock.move(Duration.ofMinutes(11));
        over(() -> submit(alices(), HELLO));
    }

    @Test
    void aRetryIsAnsweredAtTheLimitAndCountsOnce() {
        policy(rule().liveJobs(1).submits(1).hours(Quota.CORE_HOURS, 1, WEEK));
        JobId first = id(alices(), sized(1, HOUR, "r1"));
        assertThat(id(alices(), sized(1, HOUR, "r1"))).isEqualTo(first);
        LimitsLeft left = left(new Server());
        assertThat(left.liveJobs()).contains(0L);
        assertThat(left.submits()).contains(0L);
        assertThat(left.coreHours()).contains(0.0);
    }

    @Test
    void aRetryAfterACrashTakesThePlaceOfWhatWasLeftBehind() {
        policy(rule().liveJobs(1));
        fake.afterAccepting(call -> {
            fake.afterAccepting(_ -> {});
            throw new Error("killed");
        });
        try {
            submit(alices(), as("r1"));
        } catch (Error killed) {
            assertThat(killed).hasMessage("killed");
        }
        assertThat(submit(alices(), as("r1")).already()).isTrue();
        assertThat(fake.calls("submit")).hasSize(1);
        assertThat(left(new Server()).liveJobs()).contains(0L);
    }

    @Test
    void submitsAnHourFreeWithTime() {
        policy(rule().submits(2));
        Jobs jobs = alices();
        submit(jobs, HELLO);
        clock.move(Duration.ofMinutes(48));
        submit(jobs, HELLO);
        over(
                () -> submit(jobs, HELLO),
                over -> assertThat(over.frees()).contains("There will be room in 12 minutes"));
        clock.move(Duration.ofMinutes(12));
        submit(jobs, HELLO);
        over(() -> submit(jobs, HELLO));
    }

    @Test
    void hoursAreTakenAsTheyMayBeUsedAndSettledAsTheyWere() {
        policy(rule().hours(Quota.CORE_HOURS, 100, WEEK));
        Server server = new Server();
        Jobs jobs = server.port(Jobs.class);
        JobId id = id(jobs, sized(10, Duration.ofHours(10)));
        over(
                () -> submit(jobs, sized(1, Duration.ofSeconds(1))),
                over -> {
                    assertThat(over.limit()).isEqualTo("core-hours: 100 in 7 days for alice");
                    assertThat(over.used()).isEqualTo("100");
                });
        clock.move(Duration.ofHours(3));
        ended(id, Duration.ofHours(2));
        find(jobs, id);
        assertThat(left(server).coreHours()).contains(80.0);
        submit(jobs, sized(80, HOUR));
        over(() -> submit(jobs, sized(1, HOUR)));
    }

    @Test
    void endedHoursPassWithTheWindowAndTheAnswerSaysWhen() {
        policy(rule().hours(Quota.GPU_HOURS, 4, Duration.ofDays(1)));
        Jobs jobs = alices();
        JobId id = id(jobs, sized(1, HOUR).change().gpus(4).build());
        clock.move(HOUR);
        ended(id, HOUR);
        over(
                () -> submit(jobs, sized(1, HOUR).change().gpus(1).build()),
                over -> assertThat(over.frees()).contains("There will be room in 24 hours"));
        submit(jobs, sized(64, WEEK));
        clock.move(Duration.ofDays(1));
        submit(jobs, sized(1, HOUR).change().gpus(4).build());
    }

    @Test
    void whatWouldNeverFitIsSaidToBeTooMuch() {
        policy(rule().hours(Quota.CORE_HOURS, 4, WEEK));
        over(
                () -> submit(alices(), sized(5, HOUR)),
                over -> assertThat(over.frees().orElseThrow()).contains("ask for less"));
        over(() -> submit(alices(), sized(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE))));
    }

    @Test
    void aJobThatNobodySawEndingTakesWhatItMightHave() {
        policy(rule().liveJobs(1).hours(Quota.CORE_HOURS, 10, WEEK));
        JobId id = id(alices(), sized(2, HOUR));
        clock.move(Duration.ofMinutes(30));
        fake.forget(id);
        Server server = new Server();
        assertThat(left(server).liveJobs()).contains(1L);
        assertThat(left(server).coreHours()).contains(9.0);
    }

    @Test
    void aClusterThatIsAwayGivesNothingBack() {
        policy(rule().liveJobs(1));
        JobId id = id(alices(), HELLO);
        fake.finish(id, Outcome.SUCCEEDED);
        fake.failNext(new Failure.Unreachable("fake", "refused"));
        over(() -> submit(alices(), HELLO));
        submit(alices(), HELLO);
    }

    @Test
    void whatHasNoEndGoesOnCountingWhileItLives() {
        policy(rule().hours(Quota.CORE_HOURS, 48, WEEK).openEnd(Duration.ofHours(10)));
        Server server = new Server();
        JobId id = server.port(Sessions.class).launch(Callers.ALICE, session()).job().jobId();
        assertThat(left(server).coreHours()).contains(28.0);
        clock.move(Duration.ofHours(20));
        assertThat(left(server).coreHours()).contains(8.0);
        clock.move(Duration.ofHours(20));
        assertThat(left(server).coreHours()).contains(0.0);
        ended(id, HOUR);
        find(server.port(Jobs.class), id);
        assertThat(left(server).coreHours()).contains(46.0);
    }

    @Test
    void eachTokenHasItsOwnWhereThatIsSaidAndElseAllOfAUserTogether() {
        policy(rule().liveJobs(1).byToken(), rule().submits(2));
        Jobs jobs = alices();
        jobs.submit(token("a"), HELLO);
        over(
                () -> jobs.submit(token("a"), HELLO),
                over -> assertThat(over.limit()).contains("for alice with token a"));
        jobs.submit(token("b"), HELLO);
        over(
                () -> jobs.submit(token("c"), HELLO),
                over -> assertThat(over.limit()).startsWith("submits-per-hour: 2 for alice"));
    }

    @Test
    void aRuleForOneClusterCountsThereAndOthersOnAllTogether() {
        policy(rule().on("fake").liveJobs(1), rule().liveJobs(2));
        Server server = new Server();
        Jobs there = (Jobs) server.cluster(other);
        submit(server.port(Jobs.class), HELLO);
        over(
                () -> submit(server.port(Jobs.class), HELLO),
                over -> assertThat(over.limit()).endsWith("on fake"));
        submit(there, HELLO);
        over(() -> submit(there, HELLO));
    }

    @Test
    void aPreviewSaysWhatWouldBeRefusedAndTakesNothing() {
        policy(rule().liveJobs(2).hours(Quota.CORE_HOURS, 1, WEEK));
        Jobs jobs = alices();
        assertThat(jobs.plan(Callers.ALICE, sized(1, HOUR)).problems()).isEmpty();
        assertThat(jobs.plan(Callers.ALICE, sized(2, HOUR)).problems())
                .singleElement()
                .asString()
                .contains("core-hours: 1 in 7 days", "asked for: 2");
        assertThat(
                        jobs.plan(
                                        Callers.ALICE,
                                        sized(1, Duration.ofMinutes(1))
                                                .change()
                                                .environment(java.util.Map.of("REPLICA_COUNT", "3"))
                                                .build())
                                .problems())
                .singleElement()
                .asString()
                .contains("live-jobs: 2", "asked for: 3");
        assertThat(left(new Server()).liveJobs()).contains(2L);
    }
}
