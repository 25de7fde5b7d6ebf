package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangedSignInsTest {
    private final MovingClock clock = new MovingClock();
    private final FakeTokens provider = new FakeTokens(clock);
    private final ExchangedSignIns signIns = new ExchangedSignIns("lab", provider, clock);
    private final Caller alice = with(Callers.ALICE, "alices");
    private final Caller bob = with(Callers.BOB, "bobs");

    private static Caller with(Caller caller, String token) {
        return caller.with(Badge.NONE.bearing(Secret.of(token)));
    }

    private String token(Caller caller) {
        return signIns.of(caller).credential().secret().reveal();
    }

    @Test
    void eachGetsTheirOwnAndItServesUntilShortlyBeforeItEnds() {
        assertThat(token(alice)).isEqualTo("token-1");
        assertThat(token(bob)).isEqualTo("token-2");
        assertThat(token(alice)).isEqualTo("token-1");
        clock.move(Duration.ofMinutes(10).minusSeconds(31));
        assertThat(token(alice)).isEqualTo("token-1");
        clock.move(Duration.ofSeconds(1));
        assertThat(token(alice)).isEqualTo("token-3");
        assertThat(provider.asked()).containsExactly("alices", "bobs", "alices");
        assertThat(signIns.of(alice).account()).isEqualTo("alice");
    }

    @Test
    void anotherTokenOfTheSamePersonIsExchangedByItself() {
        token(alice);
        assertThat(token(with(Callers.ALICE, "alices-next"))).isEqualTo("token-2");
    }

    @Test
    void whatHasEndedIsForgotten() {
        token(alice);
        token(bob);
        clock.move(Duration.ofMinutes(10));
        token(with(Callers.ALICE, "alices-next"));
        assertThat(signIns.size()).isOne();
    }

    @Test
    void whoCameWithoutATokenOfTheProviderIsToldSo() {
        refused(Callers.ALICE, "It wants to be called for somebody whom the identity provider");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void whomTheProviderRefusesIsToSignInAgainAndIsAskedForAgain() {
        provider.revoke();
        refused(alice, "The provider says no. The person's program has to sign in");
        refused(alice, "The provider says no. ");
        assertThat(provider.asked()).hasSize(2);
        assertThat(signIns.size()).isZero();
    }

    @Test
    void aProviderThatIsAwayIsNoReasonToSignIn() {
        provider.away(true);
        assertThatThrownBy(() -> signIns.of(alice))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unreachable.class));
        provider.away(false);
        assertThat(token(alice)).isEqualTo("token-1");
    }

    @Test
    void nobodysTokenShows() {
        assertThat(alice.toString()).doesNotContain("alices");
        assertThat(signIns.of(alice).toString()).doesNotContain("token-1");
    }

    private void refused(Caller caller, String words) {
        assertThatThrownBy(() -> signIns.of(caller))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> {
                            assertThat(e.failure()).isInstanceOf(Failure.SignInNeeded.class);
                            assertThat(((Failure.SignInNeeded) e.failure()).how())
                                    .startsWith(words);
                        });
    }
}
