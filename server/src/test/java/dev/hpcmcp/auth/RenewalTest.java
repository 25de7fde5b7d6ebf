package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.auth.SealedVault.Opened;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RenewalTest {
    private static final Renewal.Patience SHORT = new Renewal.Patience(Duration.ofMillis(1), 20);

    private final MovingClock clock = new MovingClock();
    private final FakeCredentials shelf = new FakeCredentials();
    private final KeyRing ring = Keys.ring(Keys.fresh());
    private final SealedVault vault =
            new SealedVault(() -> shelf, () -> ring, _ -> Optional.empty(), clock);
    private final FakeTokens provider = new FakeTokens(clock);
    private final Renewal one = server(SHORT);
    private final Renewal other = server(new Renewal.Patience(Duration.ofMillis(1), 20_000));

    private Renewal server(Renewal.Patience patience) {
        return new Renewal("lab", vault, provider, clock, patience);
    }

    @BeforeEach
    void signIn() {
        vault.put("alice", "lab", provider.signIn());
    }

    private Opened kept() {
        return vault.open("alice", "lab").orElseThrow();
    }

    private String use(Renewal server) {
        return server.fresh(kept()).credential().secret().reveal();
    }

    @Test
    void isRenewedAMinuteBeforeItEndsAndNotSooner() {
        clock.move(Duration.ofMinutes(9).minusMillis(1));
        assertThat(use(one)).isEqualTo("token-0");
        clock.move(Duration.ofMillis(1));
        assertThat(use(one)).isEqualTo("token-1");
        assertThat(use(other)).isEqualTo("token-1");
        assertThat(provider.asked()).containsExactly("refresh-0");
    }

    @Test
    void whatTheProviderChangedIsUsedTheNextTimeAndTheNameThereStays() {
        for (int i = 0; i < 5; i++) {
            clock.move(Duration.ofMinutes(9));
            use(i % 2 == 0 ? one : other);
        }
        assertThat(provider.asked())
                .containsExactly("refresh-0", "refresh-1", "refresh-2", "refresh-3", "refresh-4");
        assertThat(kept().credential().user()).contains("alice1");
    }

    @Test
    void ofManyWhoNeedItAtTheSameTimeOnTwoServersOneAsks() throws Exception {
        clock.move(Duration.ofMinutes(10));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Renewal server =
                        i % 2 == 0
                                ? other
                                : server(new Renewal.Patience(Duration.ofMillis(1), 20_000));
                all.add(threads.submit(() -> use(server)));
            }
            for (Future<String> token : all) {
                assertThat(token.get()).isEqualTo("token-1");
            }
        }
        assertThat(provider.asked()).containsExactly("refresh-0");
    }

    @Test
    void whileAnotherServerIsAtItWhatIsStillGoodIsUsed() {
        clock.move(Duration.ofMinutes(9));
        provider.meanwhile(() -> assertThat(use(other)).isEqualTo("token-0"));
        assertThat(use(one)).isEqualTo("token-1");
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void aServerThatDiedOverItHoldsNobodyUpForLong() {
        clock.move(Duration.ofMinutes(10));
        assertThat(vault.claim(kept(), clock.instant().plusSeconds(30))).isTrue();
        assertThatThrownBy(() -> use(one))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unreachable.class));
        clock.move(Duration.ofSeconds(30));
        assertThat(use(one)).isEqualTo("token-1");
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainAndWhatIsGoodServesUntilItEnds() {
        provider.away(true);
        clock.move(Duration.ofMinutes(9));
        assertThat(use(one)).isEqualTo("token-0");
        clock.move(Duration.ofMinutes(1));
        assertThatThrownBy(() -> use(one)).isInstanceOf(HpcException.class);
        provider.away(false);
        clock.move(Duration.ofSeconds(30));
        assertThat(use(one)).isEqualTo("token-1");
    }

    @Test
    void aRefusalIsFinalAndThePersonIsToSignIn() {
        provider.revoke();
        SignInPlace page =
                new SignInPlace(Optional.of(URI.create("https://hpc.example.org/mcp")), true);
        SignIns signIns =
                new VaultSignIns(
                        "lab",
                        List.of(Credential.Kind.TOKEN),
                        vault,
                        page,
                        Optional.of(provider),
                        clock);
        clock.move(Duration.ofMinutes(9));
        assertThat(signIns.of(Callers.ALICE).credential().secret().reveal()).isEqualTo("token-0");
        signIns.of(Callers.ALICE);
        clock.move(Duration.ofMinutes(1));
        assertThatThrownBy(() -> signIns.of(Callers.ALICE))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e ->
                                assertThat(e.failure())
                                        .isEqualTo(
                                                new Failure.SignInNeeded(
                                                        "lab",
                                                        "What you signed in with expired on"
                                                                + " 2026-03-01 at 12:10 UTC. The person"
                                                                + " can sign in at"
                                                                + " https://hpc.example.org/connect/lab;"
                                                                + " then make the call again.")));
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void whatThePersonPutInMeanwhileIsNotLost() {
        clock.move(Duration.ofMinutes(9));
        Credential theirs = Credential.of(Credential.Kind.TOKEN, Secret.of("put-in-by-the-person"));
        provider.meanwhile(() -> vault.put("alice", "lab", theirs));
        assertThat(use(one)).isEqualTo("put-in-by-the-person");
        assertThat(kept().credential()).isEqualTo(theirs);
    }
}
