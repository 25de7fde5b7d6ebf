package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What somebody who can read and write the shelf, and lacks the key, can do: nothing. */
class SealedVaultTest {
    private static final String PLANTED = "planted-secret-0815";
    private static final Credential WHOLE =
            new Credential(
                    Credential.Kind.TOKEN,
                    Secret.of(PLANTED),
                    Optional.of("alice1"),
                    Optional.of(Instant.parse("2026-03-02T12:00:00.123Z")),
                    Optional.of(Secret.of("planted-refresh-0815")));

    private final MovingClock clock = new MovingClock();
    private final FakeCredentials shelf = new FakeCredentials();
    private final Secret key = Keys.fresh();
    private final SealedVault vault = vault(key);

    private SealedVault vault(Secret newest, Secret... older) {
        KeyRing ring = Keys.ring(newest, older);
        return new SealedVault(() -> shelf, () -> ring, _ -> Optional.empty(), clock);
    }

    private SealedCredential row() {
        return shelf.find("alice", "lab").orElseThrow();
    }

    @Test
    void whatWasPutInComesOutAsItWas() {
        vault.put("alice", "lab", WHOLE);
        assertThat(vault.find("alice", "lab")).contains(WHOLE);
        assertThat(vault.find("bob", "lab")).isEmpty();
        assertThat(vault.find("alice", "other")).isEmpty();
    }

    @Test
    void theLastOnePutInCounts() {
        vault.put("alice", "lab", WHOLE);
        Credential other = Credential.of(Credential.Kind.API_KEY, Secret.of("other"));
        vault.put("alice", "lab", other);
        assertThat(vault.find("alice", "lab")).contains(other);
    }

    @Test
    void theShelfShowsNoSecretNorTheNameThere() {
        vault.put("alice", "lab", WHOLE);
        byte[] box = Base64.getDecoder().decode(row().box());
        assertThat(new String(box, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("planted", "alice1");
        assertThat(row().toString() + WHOLE + vault.list()).doesNotContain("planted");
    }

    @Test
    void theSameSecretTwiceDoesNotLookTheSame() {
        vault.put("alice", "lab", WHOLE);
        String first = row().box();
        vault.put("alice", "lab", WHOLE);
        assertThat(row().box()).isNotEqualTo(first);
        assertThat(row().box().substring(0, 16)).isNotEqualTo(first.substring(0, 16));
    }

    @Test
    void theListNeedsNoKeyAndOpensNothing() {
        vault.put("alice", "lab", WHOLE);
        SealedVault keyless =
                new SealedVault(
                        () -> shelf,
                        () -> {
                            throw new AssertionError("a key was asked for");
                        },
                        _ -> Optional.empty(),
                        clock);
        assertThat(keyless.list())
                .containsExactly(
                        new Vault.Kept(
                                "alice",
                                "lab",
                                Credential.Kind.TOKEN,
                                clock.instant(),
                                WHOLE.expires()));
    }

    @Test
    void aRowThatWasCopiedToAnotherPersonOrClusterDoesNotOpen() {
        refusesChanged(it -> copy(it, "bob", "lab"), "bob", "lab");
        refusesChanged(it -> copy(it, "alice", "other"), "alice", "other");
    }

    @Test
    void aChangedRowDoesNotOpen() {
        refusesChanged(it ->
                new SealedCredential(
                        it.subject(),
                        it.cluster(),
                        Credential.Kind.COOKIE,
                        it.put(),
                        it.expires(),
                        it.key(),
                        it.box()));
        refusesChanged(it ->
                new SealedCredential(
                        it.subject(),
                        it.cluster(),
                        it.kind(),
                        it.put(),
                        Optional.empty(),
                        it.key(),
                        it.box()));
        refusesChanged(it -> withBox(it, flipped(it.box())));
        refusesChanged(it -> withBox(it, it.box().substring(0, 20)));
        refusesChanged(it -> withBox(it, ""));
        refusesChanged(it -> withBox(it, "no base64!"));
    }

    private void refusesChanged(UnaryOperator<SealedCredential> change) {
        refusesChanged(change, "alice", "lab");
    }

    private void refusesChanged(
            UnaryOperator<SealedCredential> change, String subject, String cluster) {
        vault.put("alice", "lab", WHOLE);
        shelf.put(change.apply(row()));
        refuses(vault, subject, cluster);
    }

    private static void refuses(SealedVault vault, String subject, String cluster) {
        assertThatThrownBy(() -> vault.find(subject, cluster))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e ->
                                assertThat(e.failure())
                                        .isEqualTo(
                                                new Failure.SignInNeeded(
                                                        cluster,
                                                        "What is kept for you there cannot be opened.")))
                .hasMessageNotContaining("planted")
                .hasNoCause();
    }

    private static SealedCredential copy(SealedCredential it, String subject, String cluster) {
        return new SealedCredential(
                subject, cluster, it.kind(), it.put(), it.expires(), it.key(), it.box());
    }

    private static SealedCredential withBox(SealedCredential it, String box) {
        return new SealedCredential(
                it.subject(), it.cluster(), it.kind(), it.put(), it.expires(), it.key(), box);
    }

    /** The last byte, which is the seal's; the first, which is the nonce's, would do as well. */
    private static String flipped(String box) {
        byte[] bytes = Base64.getDecoder().decode(box);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void withoutItsKeyARowIsRefusedInTheSameWords() {
        vault.put("alice", "lab", WHOLE);
        refuses(vault(Keys.fresh()), "alice", "lab");
    }

    @Test
    void aKeyUnderAnothersIdOpensNothing() {
        vault.put("alice", "lab", WHOLE);
        Secret other = Keys.fresh();
        SealedCredential it = row();
        shelf.put(
                new SealedCredential(
                        it.subject(),
                        it.cluster(),
                        it.kind(),
                        it.put(),
                        it.expires(),
                        SealingKey.parse(other).id(),
                        it.box()));
        refuses(vault(other, key), "alice", "lab");
    }

    @Test
    void anOlderKeyStillOpensAndNewOnesAreSealedWithTheNewest() {
        vault.put("alice", "lab", WHOLE);
        Secret newest = Keys.fresh();
        SealedVault rotated = vault(newest, key);
        assertThat(rotated.find("alice", "lab")).contains(WHOLE);
        rotated.put("bob", "lab", WHOLE);
        assertThat(vault(newest).find("bob", "lab")).contains(WHOLE);
    }

    @Test
    void afterResealingTheOlderKeyIsNotNeededAnyMore() {
        vault.put("alice", "lab", WHOLE);
        vault.put("bob", "lab", WHOLE);
        Instant put = clock.instant();
        clock.move(Duration.ofDays(1));
        Secret newest = Keys.fresh();
        assertThat(vault(newest, key).reseal()).isEqualTo(new SealedVault.Resealed(2, 0));
        assertThat(vault(newest).find("alice", "lab")).contains(WHOLE);
        assertThat(vault(newest).list()).extracting(Vault.Kept::since).containsOnly(put);
        assertThat(vault(newest, key).reseal()).isEqualTo(new SealedVault.Resealed(0, 0));
    }

    @Test
    void whatCannotBeOpenedIsCountedAndLeftAsItIs() {
        vault.put("alice", "lab", WHOLE);
        assertThat(vault(Keys.fresh()).reseal()).isEqualTo(new SealedVault.Resealed(0, 1));
        assertThat(vault.find("alice", "lab")).contains(WHOLE);
    }

    @Test
    void whatAPersonPutInMeanwhileIsNotReplacedByARenewal() {
        vault.put("alice", "lab", WHOLE);
        SealedVault.Opened old = vault.open("alice", "lab").orElseThrow();
        Credential theirs = Credential.of(Credential.Kind.TOKEN, Secret.of("theirs"));
        vault.put("alice", "lab", theirs);
        assertThat(vault.renew(old, WHOLE)).isFalse();
        assertThat(vault.find("alice", "lab")).contains(theirs);
    }

    @Test
    void aKeyThatIsNoneIsRefusedInWordsWithoutIt() {
        assertThatThrownBy(() -> KeyRing.of(Secret.of("planted!"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key of the vault is written in base64");
        assertThatThrownBy(() -> KeyRing.of(Secret.of("cGxhbnRlZA=="), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a key of the vault has 32 bytes, and this one has 7; openssl rand -base64"
                                + " 32 makes one");
        assertThatThrownBy(() -> KeyRing.of(key, List.of(Secret.of("cGxhbnRlZA=="))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
