package dev.hpcmcp.guard.policy;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
    private final AtomicLong nanos = new AtomicLong();

    private Rates rates(Rules rules) {
        Policy policy = rules.alone();
        return new Rates(() -> policy, nanos::get);
    }

    private static Caller token(String id) {
        return Callers.ALICE.with(new Badge(Optional.of(id), Optional.empty(), Set.of()));
    }

    @Test
    void allTokensOfAUserShareOne() {
        Rates rates = rates(rule().perMinute(12));
        assertThat(rates.take(token("a"))).isEmpty();
        assertThat(rates.take(token("b"))).isEmpty();
        Rates.Wait wait = rates.take(token("c")).orElseThrow();
        assertThat(wait.words()).isEqualTo("user alice may call 12 times a minute");
        assertThat(wait.time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(rates.take(Callers.BOB)).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(rates.take(token("c"))).isEmpty();
    }

    @Test
    void eachTokenHasItsOwnWhereThatIsSaid() {
        Rates rates = rates(rule().perMinute(6).byToken());
        assertThat(rates.take(token("a"))).isEmpty();
        assertThat(rates.take(token("b"))).isEmpty();
        assertThat(rates.take(token("a")).orElseThrow().words()).startsWith("this token");
    }

    @Test
    void ofRulesThatCountTheSameTheStrictestHoldsAndACallIsOne() {
        Policy policy =
                new Policy(
                        List.of(
                                rule().perMinute(12).made(),
                                rule().perMinute(12).made(),
                                rule().perMinute(600).made()));
        Rates rates = new Rates(() -> policy, nanos::get);
        assertThat(rates.take(Callers.ALICE)).isEmpty();
        assertThat(rates.take(Callers.ALICE)).isEmpty();
        assertThat(rates.take(Callers.ALICE).orElseThrow().perMinute()).isEqualTo(12);
    }

    @Test
    void nobodyIsHeldBackWithoutARule() {
        Rates rates = rates(rule().who(Who.users("bob")).perMinute(1));
        for (int i = 0; i < 1_000; i++) {
            assertThat(rates.take(Callers.ALICE)).isEmpty();
        }
    }
}
