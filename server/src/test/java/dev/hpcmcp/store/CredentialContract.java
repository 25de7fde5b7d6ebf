package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.CredentialShelf;
import dev.hpcmcp.auth.KeyRing;
import dev.hpcmcp.auth.Keys;
import dev.hpcmcp.auth.SealedCredential;
import dev.hpcmcp.auth.SealedVault;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials in a database that several servers share. */
abstract class CredentialContract {
    private final MovingClock clock = new MovingClock();
    private final KeyRing ring = Keys.ring(Keys.fresh());
    private final List<Store> open = new ArrayList<>();
    private String url = "";

    /** An empty database. */
    abstract String fresh();

    @BeforeEach
    final void make() {
        url = fresh();
    }

    @AfterEach
    final void close() {
        open.forEach(Store::close);
    }

    final CredentialShelf shelf() {
        Store store = new Store(new StoreSettings(url, Duration.ofDays(90)), clock);
        open.add(store);
        return store.credentials();
    }

    private SealedVault server() {
        CredentialShelf shelf = shelf();
        return new SealedVault(() -> shelf, () -> ring, _ -> Optional.empty(), clock);
    }

    private static Credential token(String secret) {
        return Credential.of(Kind.TOKEN, Secret.of(secret));
    }

    private Credential ending(Duration in) {
        return new Credential(
                Kind.CERTIFICATE,
                Secret.of("-----BEGIN CERTIFICATE-----"),
                Optional.of("alice1"),
                Optional.of(clock.instant().plus(in)),
                Optional.of(Secret.of("refresh")));
    }

    @Test
    void whatOneServerPutsInTheOtherTakesOut() {
        server().put("alice", "lab", ending(Duration.ofHours(1)));
        server().put("oauth:bob@https://login.example.org", "lab", token("bobs"));
        assertThat(server().find("alice", "lab")).contains(ending(Duration.ofHours(1)));
        assertThat(server().find("oauth:bob@https://login.example.org", "lab"))
                .contains(token("bobs"));
        assertThat(server().find("bob", "lab")).isEmpty();
    }

    @Test
    void whatOneServerReplacesOrRemovesTheOtherKnowsAtOnce() {
        SealedVault one = server();
        SealedVault other = server();
        assertThat(one.put("alice", "lab", token("first"))).isFalse();
        assertThat(other.find("alice", "lab")).contains(token("first"));
        assertThat(one.put("alice", "lab", token("second"))).isTrue();
        assertThat(other.find("alice", "lab")).contains(token("second"));
        assertThat(one.remove("alice", "lab")).isTrue();
        assertThat(other.find("alice", "lab")).isEmpty();
        assertThat(other.remove("alice", "lab")).isFalse();
    }

    @Test
    void theListSaysWhatThereIs() {
        SealedVault server = server();
        Instant first = clock.instant();
        server.put("bob", "lab", token("b"));
        clock.move(Duration.ofSeconds(1));
        server.put("alice", "lab", ending(Duration.ofHours(1)));
        assertThat(server.list())
                .containsExactly(
                        new Vault.Kept(
                                "alice",
                                "lab",
                                Kind.CERTIFICATE,
                                clock.instant(),
                                Optional.of(clock.instant().plus(Duration.ofHours(1)))),
                        new Vault.Kept("bob", "lab", Kind.TOKEN, first, Optional.empty()));
    }

    @Test
    void ofTwoServersThatWantToRenewItOneMay() {
        SealedVault one = server();
        SealedVault other = server();
        one.put("alice", "lab", ending(Duration.ofMinutes(1)));
        SealedVault.Opened mine = one.open("alice", "lab").orElseThrow();
        SealedVault.Opened theirs = other.open("alice", "lab").orElseThrow();
        Instant until = clock.instant().plusSeconds(30);
        assertThat(one.claim(mine, until)).isTrue();
        assertThat(other.claim(theirs, until)).isFalse();
        clock.move(Duration.ofSeconds(30));
        assertThat(other.claim(theirs, clock.instant().plusSeconds(30))).isTrue();
    }

    @Test
    void aRenewalReplacesExactlyWhatItRenewsAndFreesIt() {
        SealedVault one = server();
        SealedVault other = server();
        one.put("alice", "lab", token("old"));
        SealedVault.Opened mine = one.open("alice", "lab").orElseThrow();
        SealedVault.Opened theirs = other.open("alice", "lab").orElseThrow();
        one.claim(mine, clock.instant().plusSeconds(30));
        assertThat(one.renew(mine, token("new"))).isTrue();
        assertThat(other.renew(theirs, token("too-late"))).isFalse();
        assertThat(other.claim(theirs, clock.instant().plusSeconds(30))).isFalse();
        SealedVault.Opened now = other.open("alice", "lab").orElseThrow();
        assertThat(now.credential()).isEqualTo(token("new"));
        assertThat(other.claim(now, clock.instant().plusSeconds(30))).isTrue();
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        SealedCredential row =
                new SealedCredential(
                        "alice",
                        "lab",
                        Kind.API_KEY,
                        clock.instant(),
                        Optional.empty(),
                        "key",
                        "box");
        shelf().put(row);
        assertThat(shelf().all()).containsExactly(row);
        assertThat(shelf().find("alice", "lab")).contains(row);
    }

    @Test
    void credentialsThatEndedLongAgoAreForgotten() {
        server().put("alice", "lab", ending(Duration.ofHours(1)));
        server().put("bob", "lab", token("good"));
        clock.move(Duration.ofDays(89));
        assertThat(server().list()).hasSize(2);
        clock.move(Duration.ofDays(2));
        assertThat(server().list()).extracting(Vault.Kept::subject).containsExactly("bob");
    }
}
