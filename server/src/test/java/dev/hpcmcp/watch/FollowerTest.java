package dev.hpcmcp.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs whose ends are seen though nobody asks for them. */
class FollowerTest extends FollowerRig {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Caller CALLING =
            Callers.ALICE.with(
                    new Badge(Optional.of("t1"), Optional.empty(), Set.of("staff"))
                            .bearing(Secret.of("proof"))
                            .calling("call-1", "agent"));

    @Test
    void aJobThatItsClusterForgetsAfterFiveMinutesHasItsTrueEndAnHourLater() {
        JobId job = submitted(Callers.ALICE);
        pass(Duration.ofMinutes(2));
        far.finish(job, Outcome.FAILED);
        pass(Duration.ofMinutes(5));
        far.forget(job);
        pass(HOUR);
        assertThat(found(job).outcome()).contains(Outcome.FAILED);
        assertThat(found(job).exitCode()).contains(1);
    }

    @Test
    void soHaveSessionsAndTrainingRuns() {
        JobId session =
                ((Sessions) server())
                        .launch(
                                Callers.ALICE,
                                new SessionRequest(
                                        Optional.of("nb"),
                                        "image",
                                        SessionRequest.Type.NOTEBOOK,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .job()
                        .jobId();
        JobId run =
                ((Training) server())
                        .start(Callers.ALICE, TrainingRequest.of("configs/unet.yaml"))
                        .job()
                        .jobId();
        far.finish(session, Outcome.CANCELLED);
        far.finish(run, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(3));
        far.forget(session);
        far.forget(run);
        pass(HOUR);
        assertThat(found(session).outcome()).contains(Outcome.CANCELLED);
        assertThat(found(run).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void aHundredJobsOfOneCallerCostOneLookAMinute() {
        IntStream.range(0, 100).forEach(i -> submitted(Callers.ALICE));
        pass(HOUR);
        assertThat(looks()).isBetween(50, 60);
        assertThat(follower.active()).isOne();
    }

    @Test
    void ofManyJobsSomeAreLookedAtInTurn() {
        List<JobId> jobs = IntStream.range(0, 400).mapToObj(i -> submitted(Callers.ALICE)).toList();
        pass(HOUR);
        assertThat(looks()).isBetween(50, 60);
        Set<Object> asked = new HashSet<>();
        far.calls("find")
                .forEach(call -> {
                    List<?> ids = (List<?>) call.arguments().getFirst();
                    assertThat(ids).hasSizeLessThanOrEqualTo(Followed.A_LOOK);
                    asked.addAll(ids);
                });
        assertThat(asked).containsAll(jobs);
    }

    @Test
    void whoFollowsNothingAnyMoreIsGone() {
        JobId mine = submitted(Callers.ALICE);
        JobId other = submitted(Callers.BOB);
        assertThat(follower.active()).isEqualTo(2);
        far.finish(mine, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(2));
        assertThat(follower.active()).isOne();
        far.finish(other, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(2));
        assertThat(follower.active()).isZero();
        int before = looks();
        pass(HOUR);
        assertThat(looks()).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseLooksAtIsNotLookedAtAgain() {
        submitted(Callers.ALICE);
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofSeconds(20));
            server().list(Callers.ALICE, JobQuery.all(10));
        }
        assertThat(far.calls("list")).hasSize(60);
        assertThat(far.calls("find")).isEmpty();
    }

    @Test
    void nobodyIsFollowedAfterAStopUntilTheyCallAgain() {
        JobId job = submitted(Callers.ALICE);
        refusal = Optional.of(new Failure.NotAllowed("stopped", Optional.empty()));
        pass(HOUR);
        assertThat(looks()).isZero();
        assertThat(follower.active()).isZero();
        refusal = Optional.empty();
        assertThat(found(job).state()).isEqualTo(JobState.QUEUED);
        far.finish(job, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(3));
        far.forget(job);
        assertThat(found(job).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void whoHasToSignInAnewIsGivenUpUntilTheirNextCall() {
        submitted(Callers.ALICE);
        far.failNext(new Failure.SignInNeeded("far", "it ended"));
        pass(HOUR);
        assertThat(far.calls("find")).hasSize(1);
        server().list(Callers.ALICE, JobQuery.all(10));
        pass(Duration.ofMinutes(3));
        assertThat(far.calls("find")).hasSizeBetween(3, 4);
    }

    @Test
    void aClusterThatIsAwayDoesNoHarm() {
        JobId job = submitted(Callers.ALICE);
        AtomicBoolean away = new AtomicBoolean(true);
        far.beforeEach(call -> {
            if (away.get()) {
                throw new HpcException(new Failure.Unreachable("far", "connection refused"));
            }
        });
        pass(Duration.ofHours(2));
        assertThat(looks()).isBetween(60, 120);
        away.set(false);
        far.finish(job, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(3));
        far.forget(job);
        pass(HOUR);
        assertThat(found(job).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void aJobThatVanishedIsLetGoAfterHalfAnHourOfAnswers() {
        JobId job = submitted(Callers.ALICE);
        far.forget(job);
        pass(Duration.ofMinutes(20));
        assertThat(follower.active()).isOne();
        pass(HOUR);
        assertThat(follower.active()).isZero();
        assertThat(looks()).isEqualTo(Followed.PATIENCE);
    }

    @Test
    void aClusterThatForgetsFasterIsLookedAtMoreOften() {
        far.keeps(Duration.ofSeconds(90));
        submitted(Callers.ALICE);
        pass(Duration.ofMinutes(10));
        assertThat(looks()).isBetween(15, 20);
    }

    @Test
    void noCallIsMadeAndNoProofIsKeptThatTheClusterDoesNotWant() {
        submitted(CALLING);
        pass(Duration.ofMinutes(2));
        assertThat(far.calls("find").getFirst().caller().badge())
                .isEqualTo(new Badge(Optional.of("t1"), Optional.of("agent"), Set.of("staff")));
    }

    @Test
    void aClusterThatWantsTheCallersOwnTokenGetsTheLastOne() {
        bearing = true;
        submitted(CALLING);
        Badge newer = CALLING.badge().bearing(Secret.of("newer"));
        server().list(CALLING.with(newer), JobQuery.all(10));
        pass(Duration.ofMinutes(2));
        Badge used = far.calls("find").getFirst().caller().badge();
        assertThat(used.bearer()).contains(Secret.of("newer"));
        assertThat(used.call()).isEmpty();
    }

    @Test
    void closingEndsIt() {
        JobId job = submitted(Callers.ALICE);
        pass(Duration.ofMinutes(2));
        int before = looks();
        follower.close();
        submitted(Callers.ALICE);
        server().find(Callers.ALICE, List.of(job));
        pass(HOUR);
        assertThat(asleep()).isZero();
        assertThat(looks()).isEqualTo(before + 1);
    }

    @Test
    void afterARestartWhatIsLookedAtOnceIsFollowedAgain() {
        JobId job = submitted(Callers.ALICE);
        JobId other = submitted(Callers.ALICE);
        restart();
        pass(HOUR);
        assertThat(looks()).isZero();
        assertThat(found(job).state()).isEqualTo(JobState.QUEUED);
        far.finish(job, Outcome.SUCCEEDED);
        far.finish(other, Outcome.SUCCEEDED);
        pass(Duration.ofMinutes(3));
        far.forget(job);
        far.forget(other);
        pass(HOUR);
        assertThat(found(job).outcome()).contains(Outcome.SUCCEEDED);
        assertThat(found(other).outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void whoIsAtWorkIsNotDisturbedAndNotPassedOverForEver() {
        Followed one = new Followed("far", Callers.ALICE);
        one.came(0);
        for (int i = 0; i < 5; i++) {
            assertThat(one.busy(10, 60)).isTrue();
        }
        assertThat(one.busy(10, 60)).isFalse();
        assertThat(one.busy(10, 60)).isTrue();
        assertThat(one.busy(70, 60)).isFalse();
    }

    @Test
    void ofTooManyTheOldestAreLetGo() {
        Followed one = new Followed("far", Callers.ALICE);
        IntStream.rangeClosed(0, Followed.MOST).forEach(i -> one.add(new JobId("j" + i), -1, i));
        assertThat(one.size()).isEqualTo(Followed.MOST);
        assertThat(one.unseen(0, 1))
                .hasSize(Followed.A_LOOK)
                .startsWith(new JobId("j1"))
                .doesNotContain(new JobId("j0"));
    }

    @Test
    void ofTooManyInAllTheOldestAreLetGoWhoeverTheyAre() {
        try (Follower few = follower(2)) {
            few.follow(Callers.ALICE, "far", List.of(queued("1")));
            few.follow(Callers.BOB, "far", List.of(queued("2"), queued("3")));
            assertThat(few.size(Callers.ALICE, "far")).isZero();
            assertThat(few.size(Callers.BOB, "far")).isEqualTo(2);
        }
    }

    private static Job queued(String id) {
        return Job.of("far", new JobId(id), JobState.QUEUED, "QUEUED", Instant.EPOCH).build();
    }
}
