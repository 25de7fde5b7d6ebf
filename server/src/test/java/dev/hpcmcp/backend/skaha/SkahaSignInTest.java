package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Request;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Certificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who we are, and for how long. */
class SkahaSignInTest extends SkahaFixture {
    @Override
    void assertSigned(Request request) {}

    private String message(SkahaSettings.SignIn signIn) {
        return backend(SkahaSettings.usual("canfar", server.baseUrl(), signIn))
                .health(ALICE)
                .message()
                .orElseThrow();
    }

    private static SkahaSettings.Token token(String value) {
        return new SkahaSettings.Token(Secret.of(value));
    }

    private static String jwt(Instant end) {
        String payload = "{\"sub\":\"a\",\"exp\":" + end.getEpochSecond() + "}";
        return "h." + encoded(payload) + ".s";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenLeavesAsOneBearerHeader() {
        message(token("abc"));

        assertThat(left().getFirst().header("Authorization").values())
                .containsExactly("Bearer abc");
    }

    @Test
    void aCookieLeavesUnderTheNameOfTheSite() {
        message(new SkahaSettings.Cookie(Secret.of("abc")));

        assertThat(left().getFirst().getHeader("Cookie")).isEqualTo("CADC_SSO=abc");
        assertThat(left().getFirst().containsHeader("Authorization")).isFalse();
    }

    @Test
    void aCertificateThatIsNotThereSaysWhatToDo() {
        SkahaSettings settings =
                SkahaSettings.usual(
                        "canfar",
                        "https://127.0.0.1:1",
                        new SkahaSettings.Certificate(Path.of("/no/such/proxy.pem")));

        assertThat(backend(settings).health(ALICE).status()).isEqualTo(Cluster.Status.DOWN);
        assertThat(backend(settings).health(ALICE).message().orElseThrow()).contains("certificate");
        assertThat(SkahaSettings.Certificate.usual().pem())
                .endsWithRaw(Path.of(".ssl/cadcproxy.pem"));
    }

    @Test
    void anEndIsToldBeforeItComes() {
        assertThat(message(token(jwt(NOW.instant().plusSeconds(7300))))).contains("ends in 2 h");
        assertThat(message(token(jwt(NOW.instant().plusSeconds(200_000)))))
                .doesNotContain("ends in");
        assertThat(message(token(jwt(NOW.instant().minusSeconds(5))))).contains("has expired");
    }

    @Test
    void theEndOfATokenOfCadcIsReadToo() {
        String inside = "expirytime=" + NOW.instant().plusSeconds(120).toEpochMilli() + "&x=y";

        assertThat(message(token(encoded(inside)))).contains("ends in 2 min");
        assertThat(message(new SkahaSettings.Cookie(Secret.of(encoded(inside)))))
                .contains("ends in 2 min");
        assertThat(message(token("opaque"))).doesNotContain("sign-in");
    }

    @Test
    void aRegistrySecretWithAColonIsRefusedBecauseTheServerWould() {
        assertThatThrownBy(() -> new SkahaSettings.Registry("bob", Secret.of("a:b")))
                .hasMessageContaining("without colons");
    }

    @Test
    void noSecretShowsInSettings() {
        assertThat(
                        settings()
                                .withRegistry(new SkahaSettings.Registry("bob", Secret.of("hush")))
                                .toString())
                .doesNotContain("hush")
                .doesNotContain("token-of-alice");
    }

    private static Optional<String> expiry(Path folder, KeyStore store) throws Exception {
        SkahaSettings.Certificate certificate = certificate(folder, store);
        return new Expiry(_ -> certificate, Clock.systemUTC()).warning(Callers.ALICE);
    }

    @Test
    void theEndOfAProxyCertificateIsToldADayBefore(@TempDir Path folder) throws Exception {
        KeyStore lasting = Certificates.made(folder, "lasting", "EC", "-validity", "10");
        assertThat(expiry(folder, lasting)).isEmpty();

        KeyStore ending = Certificates.made(folder, "ending", "EC", "-validity", "1");
        assertThat(expiry(folder, ending))
                .hasValueSatisfying(words -> assertThat(words).contains("ends in 23 h"));
    }

    private static SkahaSettings.Certificate certificate(Path folder, KeyStore store)
            throws Exception {
        return new SkahaSettings.Certificate(
                Files.writeString(
                        folder.resolve("proxy.pem"),
                        Certificates.pem("CERTIFICATE", Certificates.certificate(store))
                                + Certificates.pem("PRIVATE KEY", Certificates.key(store))));
    }
}
