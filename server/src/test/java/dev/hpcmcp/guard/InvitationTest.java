package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InvitationTest {
    private static final URI PAGE = URI.create("https://hpc.example.org/connect/here");
    private static final Failure NEEDED = new Failure.SignInNeeded("here", "sign in");
    private static final Caller ALICE = Callers.ALICE.with(Badge.NONE.calling("call-1", "agent"));

    private final Sent sent = new Sent();
    private final MovingClock clock = new MovingClock();
    private final Desk desk = new Desk();
    private final AtomicInteger tries = new AtomicInteger();
    private final Guard guard = guard(clock, Duration.ZERO);

    private Guard guard(Clock time, Duration patience) {
        return new Invitation(desk, sent, time, patience, Duration.ofMillis(1));
    }

    /** Where alice signs in at {@code here}, after so many looks. */
    private static final class Desk implements SignInDesk {
        private Optional<Instant> since = Optional.empty();
        private int looksUntilDone = -1;

        @Override
        public Optional<URI> page(String cluster) {
            return cluster.equals("here") ? Optional.of(PAGE) : Optional.empty();
        }

        @Override
        public Optional<Instant> since(Caller caller, String cluster) {
            if (looksUntilDone == 0) {
                since = Optional.of(Instant.EPOCH);
            }
            looksUntilDone--;
            return since;
        }
    }

    /** Somebody before a browser. */
    private static final class Browsing implements Person {
        private final List<String> invited = new ArrayList<>();
        private final Runnable there;
        private final Consent consent;

        private Browsing(Consent consent, Runnable there) {
            this.consent = consent;
            this.there = there;
        }

        @Override
        public boolean canAnswer() {
            return false;
        }

        @Override
        public boolean canOpen() {
            return true;
        }

        @Override
        public Consent confirm(String question) {
            return Consent.NONE;
        }

        @Override
        public Consent invite(URI page, String why) {
            invited.add(page + " " + why);
            there.run();
            return consent;
        }
    }

    private Browsing signingIn() {
        return new Browsing(Person.Consent.GIVEN, () -> desk.since = Optional.of(clock.instant()));
    }

    private String call(Guard by, Visit visit, boolean sends) throws InterruptedException {
        return by.pass(
                visit,
                () -> {
                    if (tries.incrementAndGet() > 1) {
                        return "done";
                    }
                    if (sends) {
                        sent.note(ALICE);
                    }
                    throw new HpcException(NEEDED);
                });
    }

    private void fails(Guard by, Visit visit, boolean sends) {
        assertThatThrownBy(() -> call(by, visit, sends))
                .isInstanceOfSatisfying(
                        HpcException.class, e -> assertThat(e.failure()).isEqualTo(NEEDED));
        assertThat(tries).hasValue(1);
        assertThat(sent.size()).isZero();
    }

    private static Visit read(Person person) {
        return Visits.read(ALICE, person);
    }

    private static Visit change(Person person) {
        return Visits.cancel(ALICE, Map.of(), person);
    }

    @Test
    void whoSignsInAtThePageHasTheirCallMadeOnceMore() throws Exception {
        Browsing alice = signingIn();
        Visit visit = read(alice);
        assertThat(call(guard, visit, true)).isEqualTo("done");
        assertThat(alice.invited)
                .containsExactly(
                        PAGE
                                + " Sign in at here, so that your agent can go on with list_jobs there.");
        assertThat(visit.notes().all()).containsExactly("invited to sign in: done");
        assertThat(sent.size()).isZero();
    }

    @Test
    void aChangeThatHasSentNothingYetIsMadeOnceMore() throws Exception {
        assertThat(call(guard, change(signingIn()), false)).isEqualTo("done");
    }

    @Test
    void aChangeThatHasSentSomethingIsNeverMadeAgain() {
        Browsing alice = signingIn();
        fails(guard, change(alice), true);
        assertThat(alice.invited).isEmpty();
    }

    @Test
    void aChangeOfWhichNobodyKnowsWhetherItSentAnythingIsNeverMadeAgain() {
        Visit unnamed = Visits.cancel(Callers.ALICE, Map.of(), signingIn());
        fails(guard, unnamed, false);
    }

    @Test
    void whatAnotherCallSendsIsNoMatterOfThisOne() throws Exception {
        Caller other = ALICE.with(Badge.NONE.calling("call-2", "agent"));
        String answer =
                guard.pass(
                        change(signingIn()),
                        () -> {
                            sent.note(other);
                            if (tries.incrementAndGet() == 1) {
                                throw new HpcException(NEEDED);
                            }
                            return "done";
                        });
        assertThat(answer).isEqualTo("done");
    }

    @Test
    void whoDoesNotWantToOrDoesNotGetToItIsToldTheFailure() {
        fails(guard, read(new Browsing(Person.Consent.REFUSED, () -> {})), true);
        tries.set(0);
        fails(guard, read(new Browsing(Person.Consent.GIVEN, () -> {})), true);
    }

    @Test
    void whatWasThereBeforeIsNotTakenForASignIn() {
        desk.since = Optional.of(Instant.EPOCH);
        fails(guard, read(new Browsing(Person.Consent.GIVEN, () -> {})), true);
    }

    @Test
    void itIsWaitedForWhoTakesTheirTime() throws Exception {
        desk.looksUntilDone = 5;
        Browsing alice = new Browsing(Person.Consent.GIVEN, () -> {});
        assertThat(call(guard(clock, Duration.ofMinutes(1)), read(alice), true)).isEqualTo("done");
    }

    @Test
    void whoCannotBeShownAPageIsToldTheFailureAtOnce() {
        fails(guard, Visits.read(ALICE), true);
    }

    @Test
    void aClusterWithoutAPageIsNoReasonToInvite() {
        Browsing alice = signingIn();
        Failure elsewhere = new Failure.SignInNeeded("elsewhere", "sign in");
        assertThatThrownBy(() ->
                        guard.pass(
                                read(alice),
                                () -> {
                                    throw new HpcException(elsewhere);
                                }))
                .isInstanceOfSatisfying(
                        HpcException.class, e -> assertThat(e.failure()).isEqualTo(elsewhere));
        assertThat(alice.invited).isEmpty();
    }

    @Test
    void theSecondFailureIsTheLast() {
        Browsing alice = signingIn();
        assertThatThrownBy(() ->
                        guard.pass(
                                read(alice),
                                () -> {
                                    tries.incrementAndGet();
                                    throw new HpcException(NEEDED);
                                }))
                .isInstanceOf(HpcException.class);
        assertThat(tries).hasValue(2);
        assertThat(alice.invited).hasSize(1);
    }
}
