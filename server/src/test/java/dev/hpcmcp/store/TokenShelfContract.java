package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.IssuedToken;
import dev.hpcmcp.auth.IssuedToken.Grant;
import dev.hpcmcp.auth.IssuedTokens;
import dev.hpcmcp.auth.MintedToken;
import dev.hpcmcp.auth.TokenDesk;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.spec.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens in a database that several servers share. */
abstract class TokenShelfContract extends LedgerRig {
    private static final Grant ALICE =
            new Grant(
                    "alice",
                    Set.of(Scope.JOBS_READ, Scope.CLUSTERS_READ),
                    Optional.of(Set.of("a", "b")),
                    Set.of("HPC users", "staff"),
                    Optional.of("it's mine"));

    private MintedToken made() {
        return desk().create(ALICE, Optional.of(Duration.ofDays(30)));
    }

    private TokenDesk desk() {
        return new TokenDesk(ledger().tokens(), clock);
    }

    private IssuedTokens server1() {
        Ledger ledger = ledger();
        return new IssuedTokens(ledger::tokens, clock);
    }

    private static boolean letsIn(IssuedTokens server, MintedToken minted) {
        return server.of(minted.whole()) instanceof Verdict.Known;
    }

    @Test
    void aTokenIsReadAsItWasMade() {
        MintedToken minted = made();
        IssuedToken read = ledger().tokens().find(minted.id()).orElseThrow();
        assertThat(read.caller().subject()).isEqualTo("alice");
        assertThat(read.caller().scopes()).isEqualTo(ALICE.scopes());
        assertThat(read.caller().clusters()).isEqualTo(ALICE.clusters());
        assertThat(read.caller().badge().groups()).isEqualTo(ALICE.groups());
        assertThat(read.caller().badge().token()).contains(minted.id());
        assertThat(read.name()).contains("it's mine");
        assertThat(read.created()).isEqualTo(clock.instant());
        assertThat(read.expires()).contains(clock.instant().plus(Duration.ofDays(30)));
        assertThat(read.used()).isEmpty();
        assertThat(read.revoked()).isEmpty();
    }

    @Test
    void noClustersAndAllClustersAreDifferent() {
        Grant none = new Grant("n", Set.of(), Optional.of(Set.of()), Set.of(), Optional.empty());
        Grant all = new Grant("a", Set.of(), Optional.empty(), Set.of(), Optional.empty());
        desk().create(none, Optional.empty());
        clock.move(Duration.ofSeconds(1));
        desk().create(all, Optional.empty());
        assertThat(desk().all())
                .extracting(token -> token.caller().clusters())
                .containsExactly(Optional.of(Set.of()), Optional.empty());
    }

    @Test
    void whatOneServerRevokesTheOtherTurnsAwayAtOnce() {
        IssuedTokens one = server1();
        IssuedTokens other = server1();
        MintedToken minted = made();
        assertThat(letsIn(one, minted)).isTrue();
        assertThat(letsIn(other, minted)).isTrue();
        desk().revoke(minted.id());
        assertThat(letsIn(one, minted)).isFalse();
        assertThat(letsIn(other, minted)).isFalse();
    }

    @Test
    void whatOneServerRotatesTheOtherKnowsAtOnce() {
        IssuedTokens other = server1();
        MintedToken old = made();
        assertThat(letsIn(other, old)).isTrue();
        MintedToken fresh = desk().rotate(old.id(), Optional.empty());
        assertThat(letsIn(other, old)).isFalse();
        assertThat(letsIn(other, fresh)).isTrue();
        assertThat(letsIn(other, made())).isTrue();
    }

    @Test
    void useIsNotedOnceAMinuteByAllServersTogether() {
        MintedToken minted = made();
        IssuedTokens one = server1();
        IssuedTokens other = server1();
        var first = clock.instant();
        letsIn(one, minted);
        clock.move(Duration.ofSeconds(59));
        letsIn(other, minted);
        assertThat(desk().all().getFirst().used()).contains(first);
        clock.move(Duration.ofSeconds(1));
        letsIn(other, minted);
        assertThat(desk().all().getFirst().used()).contains(clock.instant());
    }

    @Test
    void aRevokedTokenIsNotNotedAsUsed() {
        MintedToken minted = made();
        desk().revoke(minted.id());
        letsIn(server1(), minted);
        assertThat(desk().all().getFirst().used()).isEmpty();
    }

    @Test
    void tokensThatEndedLongAgoAreForgotten() {
        MintedToken expired = made();
        MintedToken revoked = desk().create(ALICE, Optional.empty());
        MintedToken good = desk().create(ALICE, Optional.empty());
        desk().revoke(revoked.id());
        clock.move(Duration.ofDays(89));
        assertThat(desk().all()).hasSize(3);
        clock.move(Duration.ofDays(40));
        assertThat(desk().all()).extracting(IssuedToken::id).containsExactly(good.id());
        assertThat(letsIn(server1(), expired)).isFalse();
    }
}
