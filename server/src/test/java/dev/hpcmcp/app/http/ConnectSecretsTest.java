package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.ConnectRig.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.rest.Certificates;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is taken as a secret, and what cannot be one. */
@Timeout(120)
final class ConnectSecretsTest {
    private static final String OWENS = "/connect/owens";

    @TempDir private Path folder;
    private ConnectRig rig;

    @BeforeEach
    void start() {
        rig = new ConnectRig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String[] keeping(String kind, String secret) {
        return new String[] {"do", "keep", "kind", kind, "secret", secret};
    }

    @Test
    void aSecretThatCannotBeRightIsRefusedWhereItWasPasted() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        for (String wrong : new String[] {"two words", "one\ntwo", "", "ümlaut"}) {
            HttpResponse<String> page =
                    alice.submit(
                            LAB, "do", "keep", "kind", "token", "user", "a<b", "secret", wrong);
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(page.body())
                    .contains("role=\"alert\"", "aria-invalid=\"true\"", "<title>Error: ")
                    .doesNotContain("two words", "a<b", "ümlaut");
        }
        HttpResponse<String> name =
                alice.submit(LAB, "do", "keep", "kind", "token", "user", "a b", "secret", "x");
        assertThat(name.statusCode()).isEqualTo(422);
        assertThat(name.body()).contains("token-user-hint token-user-error");
        HttpResponse<String> named =
                alice.submit(LAB, "do", "keep", "kind", "token", "user", "alice", "secret", "a b");
        assertThat(named.body())
                .contains("aria-describedby=\"token-hint token-error\"", "value=\"alice\"");
        assertThat(alice.submit(LAB, keeping("cookie", "x")).statusCode()).isEqualTo(400);
        assertThat(alice.submit(LAB, "do", "nonsense").statusCode()).isEqualTo(400);
        assertThat(rig.vault.list()).isEmpty();
    }

    @Test
    void aNameThatIsTheSameThereNeedsNotBeSaid() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.get(LAB).body()).contains("Leave it empty if it is alice.");
        alice.submit(LAB, "do", "keep", "kind", "token", "user", "", "secret", "x");
        assertThat(rig.vault.find("alice", "lab").orElseThrow().user()).isEmpty();
        Browser other = rig.signedIn("alice-token", "/connect/s9s");
        other.submit("/connect/s9s", "do", "keep", "kind", "api-key", "user", "u", "secret", "x");
        assertThat(rig.vault.find("alice", "s9s").orElseThrow().user()).isEmpty();
    }

    @Test
    void aCertificateIsTakenWithItsKeyAndEndsWhenItSays() throws Exception {
        KeyStore store = made("good", "60");
        String certificate = Certificates.pem("CERTIFICATE", Certificates.certificate(store));
        String key = Certificates.pem("PRIVATE KEY", Certificates.key(store));
        Browser alice = rig.signedIn("alice-token", OWENS);
        assertThat(alice.get(OWENS).body())
                .contains("<textarea id=\"certificate\"", "<summary>A cookie</summary>");
        for (String half : new String[] {"x", certificate, key, certificate.substring(9) + key}) {
            HttpResponse<String> refused = alice.submit(OWENS, keeping("certificate", half));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("not a certificate with its private key");
        }
        assertThat(rig.vault.list()).isEmpty();
        // As a proxy certificate has it: the key between the certificates, and lines as browsers
        // send them.
        String proxy = (certificate + key + certificate).replace("\n", "\r\n");
        alice.follow(alice.submit(OWENS, keeping("certificate", proxy)));
        Credential kept = rig.vault.find("alice", "owens").orElseThrow();
        assertThat(kept.kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(kept.secret().reveal()).contains("PRIVATE KEY");
        assertThat(kept.expires()).hasValue(end(store));
    }

    @Test
    void aCertificateThatEndedIsRefused() throws Exception {
        KeyStore store = made("old", "1");
        String pem =
                Certificates.pem("CERTIFICATE", Certificates.certificate(store))
                        + Certificates.pem("PRIVATE KEY", Certificates.key(store));
        Browser alice = rig.signedIn("alice-token", OWENS);
        assertThat(alice.submit(OWENS, keeping("certificate", pem)).body())
                .contains("This ended on 2 February 2026");
        assertThat(rig.vault.list()).isEmpty();
    }

    private KeyStore made(String name, String days) throws Exception {
        return Certificates.made(
                folder, name, "EC", "-startdate", "2026/02/01 12:00:00", "-validity", days);
    }

    private static Instant end(KeyStore store) throws Exception {
        return ((X509Certificate) store.getCertificate("it")).getNotAfter().toInstant();
    }

    @Test
    void aTokenThatSaysWhenItEndsIsBelievedThat() throws Exception {
        Instant tomorrow = rig.clock.instant().plus(Duration.ofDays(1));
        Browser alice = rig.signedIn("alice-token", LAB);
        String old = token(rig.clock.instant());
        assertThat(alice.submit(LAB, keeping("token", old)).body()).contains("This ended on");
        HttpResponse<String> kept = alice.submit(LAB, keeping("token", token(tomorrow)));
        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(rig.vault.find("alice", "lab").orElseThrow().expires()).hasValue(tomorrow);
    }

    private static String token(Instant end) {
        return new PlainJWT(new JWTClaimsSet.Builder().expirationTime(Date.from(end)).build())
                .serialize();
    }
}
