package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.WebToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultSignInsTest {
    private static final Credential TOKEN = Credential.of(Kind.TOKEN, Secret.of("planted"));
    private static final SignInPlace HERE = new SignInPlace(Optional.empty(), false);

    private final MovingClock clock = new MovingClock();
    private final KeyRing ring = Keys.ring(Keys.fresh());
    private final FakeCredentials shelf = new FakeCredentials();
    private final SealedVault vault =
            new SealedVault(() -> shelf, () -> ring, it -> WebToken.end(it.secret()), clock);
    private final SignIns signIns = signIns(HERE);

    private SignIns signIns(SignInPlace place) {
        return new VaultSignIns(
                "lab", List.of(Kind.TOKEN, Kind.API_KEY), vault, place, Optional.empty(), clock);
    }

    private static String how(SignIns signIns, Caller caller) {
        HpcException thrown = catchThrowableOfType(HpcException.class, () -> signIns.of(caller));
        assertThat(thrown.failure()).isInstanceOf(Failure.SignInNeeded.class);
        return ((Failure.SignInNeeded) thrown.failure()).how();
    }

    @Test
    void eachHasTheirOwnAndAnAccountThatChangesWithWhatTheyPutIn() {
        vault.put("alice", "lab", TOKEN);
        vault.put("bob", "lab", TOKEN);
        String alice = signIns.of(Callers.ALICE).account();
        assertThat(signIns.of(Callers.BOB).account()).isNotEqualTo(alice);
        assertThat(signIns.of(Callers.ALICE).account()).isEqualTo(alice);
        clock.move(Duration.ofSeconds(1));
        vault.put("alice", "lab", TOKEN);
        assertThat(signIns.of(Callers.ALICE).account()).isNotEqualTo(alice);
    }

    @Test
    void aRenewalIsTheSameAccount() {
        vault.put("alice", "lab", TOKEN);
        String before = signIns.of(Callers.ALICE).account();
        clock.move(Duration.ofSeconds(1));
        vault.renew(
                vault.open("alice", "lab").orElseThrow(),
                Credential.of(Kind.TOKEN, Secret.of("renewed")));
        assertThat(signIns.of(Callers.ALICE).credential().secret().reveal()).isEqualTo("renewed");
        assertThat(signIns.of(Callers.ALICE).account()).isEqualTo(before);
    }

    @Test
    void whatHasExpiredIsNotSentAndSaidWithItsDay() {
        vault.put(
                "alice",
                "lab",
                new Credential(
                        Kind.TOKEN,
                        Secret.of("planted"),
                        Optional.empty(),
                        Optional.of(clock.instant().plus(Duration.ofHours(1))),
                        Optional.empty()));
        signIns.of(Callers.ALICE);
        clock.move(Duration.ofHours(1));
        assertThat(how(signIns, Callers.ALICE))
                .startsWith("What you signed in with expired on 2026-03-01 at 13:00 UTC. ");
    }

    @Test
    void aTokenThatSaysItselfWhenItEndsNeedsNobodyToSaySo() {
        String claims = "{\"exp\":%d}".formatted(clock.instant().plusSeconds(60).getEpochSecond());
        String encoded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        vault.put("alice", "lab", Credential.of(Kind.TOKEN, Secret.of("e30." + encoded + ".x")));
        assertThat(vault.list().getFirst().expires()).contains(clock.instant().plusSeconds(60));
    }

    @Test
    void whatTheClusterDoesNotTakeIsNotSent() {
        vault.put("alice", "lab", Credential.of(Kind.COOKIE, Secret.of("planted")));
        assertThat(how(signIns, Callers.ALICE))
                .startsWith(
                        "What is kept for you is of the kind cookie, and it takes token or"
                                + " api-key. ");
    }

    @Test
    void theWayIsThePageIfThereIsOneElseTheCommandForThatPerson() {
        SignInPlace page =
                new SignInPlace(Optional.of(URI.create("https://hpc.example.org/mcp")), true);
        assertThat(how(signIns(page), Callers.ALICE))
                .isEqualTo(
                        "You have not signed in there. The person can sign in at"
                                + " https://hpc.example.org/connect/lab; then make the call again.");
        SignInPlace far = new SignInPlace(Optional.empty(), true);
        assertThat(how(signIns(far), Callers.ALICE))
                .contains("hpc-mcp credential set --cluster lab --user alice;");
        assertThat(how(signIns(far), Callers.of("oauth:$(rm -rf ~)@https://a.example")))
                .contains("--cluster lab --user USER;");
        assertThat(how(signIns(HERE), Callers.ALICE))
                .contains("hpc-mcp credential set --cluster lab;");
    }

    @Test
    void whatCannotBeOpenedIsToBeGivenAnew() {
        vault.put("alice", "lab", TOKEN);
        KeyRing other = Keys.ring(Keys.fresh());
        SealedVault locked =
                new SealedVault(() -> shelf, () -> other, _ -> Optional.empty(), clock);
        SignIns shut =
                new VaultSignIns("lab", List.of(Kind.TOKEN), locked, HERE, Optional.empty(), clock);
        assertThat(how(shut, Callers.ALICE))
                .startsWith("What is kept for you there cannot be opened. The person can sign in");
    }
}
