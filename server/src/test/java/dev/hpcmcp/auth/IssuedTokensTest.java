package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.auth.IssuedToken.Grant;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.spec.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IssuedTokensTest {
    private static final Grant ALICE =
            new Grant(
                    "alice",
                    Set.of(Scope.JOBS_READ),
                    Optional.of(Set.of("here")),
                    Set.of("staff"),
                    Optional.of("laptop"));

    private final MovingClock clock = new MovingClock();
    private final FakeShelf shelf = new FakeShelf();
    private final TokenDesk desk = new TokenDesk(shelf, clock);
    private final IssuedTokens tokens = new IssuedTokens(() -> shelf, clock);

    private MintedToken made() {
        return desk.create(ALICE, Optional.empty());
    }

    private Caller caller(MintedToken minted) {
        return ((Verdict.Known) tokens.of(minted.whole())).caller();
    }

    @Test
    void aTokenIsItsOwnersAndNamesItself() {
        MintedToken minted = made();
        Caller caller = caller(minted);
        assertThat(caller.subject()).isEqualTo("alice");
        assertThat(caller.scopes()).containsExactly(Scope.JOBS_READ);
        assertThat(caller.clusters()).contains(Set.of("here"));
        assertThat(caller.badge().token()).contains(minted.id());
        assertThat(caller.badge().groups()).containsExactly("staff");
    }

    @Test
    void aTokenHas256RandomBitsAndAFormThatScannersKnow() {
        MintedToken minted = made();
        assertThat(minted.whole())
                .matches("hpcmcp_[a-z2-7]{10}_[A-Za-z0-9_-]{43}")
                .startsWith("hpcmcp_" + minted.id());
        assertThat(made().whole()).isNotEqualTo(minted.whole());
        assertThat(MintedToken.idIn(RandomToken.next())).isEmpty();
    }

    @Test
    void onlyTheHashIsKeptAndNothingShowsEvenThat() {
        MintedToken minted = made();
        IssuedToken kept = shelf.all().getFirst();
        assertThat(kept.sha256()).isEqualTo(TokenHash.of(minted.whole()).hex());
        String secret = minted.whole().substring(minted.whole().lastIndexOf('_') + 1);
        assertThat(kept.toString() + minted).doesNotContain(secret, kept.sha256());
    }

    @Test
    void aWrongSecretAndAnUnknownIdAreTheSame() {
        String good = made().whole();
        char last = good.charAt(good.length() - 1);
        String wrong = good.substring(0, good.length() - 1) + (last == 'A' ? 'B' : 'A');
        assertThat(tokens.of(wrong)).isEqualTo(Verdict.UNKNOWN);
        assertThat(tokens.of(MintedToken.next().whole())).isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice-token", "hpcmcp_", "hpcmcp_abcdefghij_short", "ey.a.b"})
    void whatHasNotOurFormIsNotLookedUp(String token) {
        shelf.away(true);
        assertThat(tokens.of(token)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aShelfThatIsAwayLeavesItOpenWhoItIs() {
        MintedToken minted = made();
        shelf.away(true);
        assertThat(tokens.of(minted.whole()))
                .isInstanceOfSatisfying(
                        Verdict.Unsure.class,
                        unsure -> assertThat(unsure.why()).contains("cannot be used"));
        shelf.away(false);
        assertThat(caller(minted).subject()).isEqualTo("alice");
    }

    @Test
    void aTokenEndsWhenItExpires() {
        MintedToken minted = desk.create(ALICE, Optional.of(Duration.ofDays(30)));
        clock.move(Duration.ofDays(30).minusSeconds(1));
        assertThat(caller(minted).subject()).isEqualTo("alice");
        clock.move(Duration.ofSeconds(1));
        assertThat(tokens.of(minted.whole())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aTokenThatIsRevokedEndsAtOnceAndForGood() {
        MintedToken minted = made();
        desk.revoke(minted.id());
        assertThat(tokens.of(minted.whole())).isEqualTo(Verdict.UNKNOWN);
        assertThatThrownBy(() -> desk.revoke(minted.id())).isInstanceOf(HpcException.class);
        assertThatThrownBy(() -> desk.rotate(minted.id(), Optional.empty()))
                .isInstanceOf(HpcException.class);
    }

    @Test
    void rotatingEndsTheOldSecretAndKeepsTheRest() {
        MintedToken old = desk.create(ALICE, Optional.of(Duration.ofDays(30)));
        clock.move(Duration.ofDays(29));
        MintedToken fresh = desk.rotate(old.id(), Optional.empty());
        assertThat(fresh.id()).isEqualTo(old.id());
        assertThat(tokens.of(old.whole())).isEqualTo(Verdict.UNKNOWN);
        clock.move(Duration.ofDays(29));
        assertThat(caller(fresh).badge().groups()).containsExactly("staff");
        clock.move(Duration.ofDays(1));
        assertThat(tokens.of(fresh.whole())).isEqualTo(Verdict.UNKNOWN);
        MintedToken again = desk.rotate(old.id(), Optional.of(Duration.ofHours(1)));
        clock.move(Duration.ofHours(1));
        assertThat(tokens.of(again.whole())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void itsUseIsNotedAtMostOnceAMinute() {
        MintedToken minted = made();
        for (int i = 0; i < 120; i++) {
            caller(minted);
            clock.move(Duration.ofSeconds(1));
        }
        assertThat(shelf.notes()).isEqualTo(2);
    }

    @Test
    void nobodyIsGivenAnIdentityProvidersName() {
        String foreign = Subjects.of("https://idp.example.org", "alice");
        assertThat(foreign).isEqualTo("oauth:alice@https://idp.example.org");
        assertThatThrownBy(() ->
                        new Grant(foreign, Set.of(), Optional.empty(), Set.of(), Optional.empty()))
                .hasMessageContaining("oauth:");
        Caller pretender = new Caller(foreign, Set.of(), Optional.empty());
        assertThatThrownBy(() -> new KnownToken("a-token", pretender))
                .hasMessageContaining("oauth:");
    }

    @Test
    void whatOneDoesNotKnowTheNextIsAskedAbout() {
        MintedToken minted = made();
        Verdict bob = Verdict.known(new Caller("bob", Set.of(), Optional.empty()));
        TokenCheck both = tokens.or(token -> bob);
        assertThat(both.of("something else")).isEqualTo(bob);
        assertThat(both.of(minted.whole())).isNotEqualTo(bob);
        shelf.away(true);
        assertThat(both.of(minted.whole())).isInstanceOf(Verdict.Unsure.class);
    }
}
