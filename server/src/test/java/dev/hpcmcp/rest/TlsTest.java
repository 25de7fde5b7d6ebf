package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for a certificate, as grid services do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class TlsTest {
    private final Rest rest = new Rest(new FakePace().pace());
    private Path dir;
    private KeyStore host;
    private KeyStore alice;
    private KeyStore proxy;
    private Path authorities;
    private RawServer server;

    @BeforeAll
    void startServer(@TempDir Path temporary) throws Exception {
        dir = temporary;
        host = Certificates.made(dir, "localhost", "RSA", "-ext", "san=ip:127.0.0.1");
        alice = Certificates.made(dir, "alice", "RSA");
        proxy = Certificates.made(dir, "proxy", "EC", "-groupname", "secp256r1");
        authorities =
                Files.writeString(
                        dir.resolve("ca.pem"),
                        Certificates.pem("CERTIFICATE", Certificates.certificate(host)));
        SSLServerSocket socket =
                Certificates.asking(host, Certificates.strict(alice.getCertificate("it")));
        server = RawServer.over(socket, TlsTest::greet);
    }

    private static void greet(RawServer.Connection connection) throws IOException {
        while (true) {
            connection.read();
            connection.answer("{\"hello\":1}");
        }
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
        rest.close();
    }

    private Failure failure(Path pem) {
        return Failures.of(() -> rest.send(call(pem)));
    }

    private Call call(Path pem) {
        return call(server, pem);
    }

    private Call call(RawServer to, Path pem) {
        Tls tls = new Tls(Optional.of(pem), Optional.of(authorities));
        return Call.get(
                Endpoint.of("lab", "https://127.0.0.1:" + to.port()).over(tls).at("session"));
    }

    private Path written(String... parts) throws IOException {
        return Files.writeString(
                Files.createTempFile(dir, "proxy", ".pem"), String.join("some words\n", parts));
    }

    private String certificate(KeyStore of) throws Exception {
        return Certificates.pem("CERTIFICATE", Certificates.certificate(of));
    }

    private String key(KeyStore of) throws Exception {
        return Certificates.pem("PRIVATE KEY", Certificates.key(of));
    }

    @Test
    void showsItsCertificate() throws Exception {
        Path pem = written(certificate(alice), key(alice));

        assertThat(rest.send(call(pem)).json().path("hello").asInt()).isEqualTo(1);
    }

    private Call call(String pem) {
        Tls tls = new Tls(Optional.empty(), Optional.of(authorities), Optional.of(Secret.of(pem)));
        return Call.get(
                Endpoint.of("lab", "https://127.0.0.1:" + server.port()).over(tls).at("session"));
    }

    @Test
    void aCertificateThatIsInNoFileIsShownForItsOwnerAndForNobodyElse() throws Exception {
        String hers = certificate(alice) + key(alice);
        String his = certificate(proxy) + key(proxy);

        assertThat(rest.send(call(hers)).status()).isEqualTo(200);
        // The server trusts hers only: his would get in on her connection.
        assertThat(Failures.of(() -> rest.send(call(his)))).isInstanceOf(Failure.Unreachable.class);
        assertThat(rest.send(call(hers)).status()).isEqualTo(200);
        assertThat(call(hers).url().endpoint().toString()).doesNotContain("BEGIN");
    }

    @Test
    void readsTheBareRsaKeyThatGridToolsWrite() throws Exception {
        byte[] pkcs8 = Certificates.key(alice);
        // What follows the header that says RSA.
        byte[] bare = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        Path pem =
                written(
                        certificate(alice),
                        Certificates.pem("RSA PRIVATE KEY", bare),
                        certificate(proxy));

        assertThat(rest.send(call(pem)).status()).isEqualTo(200);
    }

    @Test
    void readsABareKeyOnACurve() throws Exception {
        byte[] pkcs8 = Certificates.key(proxy);
        // What follows the header that says P-256.
        byte[] bare = Arrays.copyOfRange(pkcs8, 28, pkcs8.length);
        Path pem = written(certificate(proxy), Certificates.pem("EC PRIVATE KEY", bare));

        X509Certificate certificate = Pem.certificates(Files.readString(pem)).getFirst();
        assertThat(Pem.key(Files.readString(pem), certificate.getPublicKey()).getAlgorithm())
                .isEqualTo("EC");
    }

    /** The server names alice's authority only; Java by itself would show it nothing else. */
    @Test
    void showsItsCertificateWhateverAuthoritiesTheServerNames() throws Exception {
        Path pem = written(certificate(proxy), key(proxy));
        SSLServerSocket socket =
                Certificates.asking(host, Certificates.naming(alice.getCertificate("it")));
        try (RawServer knowing = RawServer.over(socket, TlsTest::greet)) {
            assertThat(rest.send(call(knowing, pem)).status()).isEqualTo(200);
        }
    }

    @Test
    void isTurnedAwayWithACertificateTheServerDoesNotTrust() throws Exception {
        assertThat(failure(written(certificate(proxy), key(proxy))))
                .isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void readsARenewedCertificateWithoutARestart() throws Exception {
        Path pem = written(certificate(proxy), key(proxy));
        assertThat(failure(pem)).isInstanceOf(Failure.Unreachable.class);

        Files.writeString(pem, certificate(alice) + key(alice));
        Files.setLastModifiedTime(pem, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(rest.send(call(pem)).status()).isEqualTo(200);
    }

    @Test
    void asksForANewCertificateIfItHasExpired() throws Exception {
        Path pem = written(certificate(alice), key(alice));
        Pace nextYear =
                new Pace(
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(400)), time -> {}, () -> 0);
        try (Rest later = new Rest(nextYear)) {
            assertThat(Failures.of(() -> later.send(call(pem))))
                    .isInstanceOf(Failure.SignInNeeded.class);
        }
    }

    @Test
    void tellsWhenACertificateEnds() throws Exception {
        Path pem = written(certificate(alice), key(alice));

        assertThat(Tls.certificate(pem).ends().orElseThrow()).isAfter(Instant.now());
        assertThat(Tls.certificate(dir.resolve("none.pem")).ends()).isEmpty();
        assertThat(Tls.USUAL.ends()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
                "certificate only",
                "locked"
            })
    void asksForACertificateIfThereIsNoneToUse(String content) throws Exception {
        String text =
                switch (content) {
                    case "certificate only" -> certificate(alice);
                    case "locked" ->
                            certificate(alice)
                                    + Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1});
                    default -> content;
                };

        assertThat(failure(written(text))).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(failure(dir.resolve("nowhere.pem"))).isInstanceOf(Failure.SignInNeeded.class);
    }

    @Test
    void doesNotTrustAnUnknownServerAndDoesNotTryAgain() {
        FakePace time = new FakePace();
        try (Rest usual = new Rest(time.pace())) {
            Call call = Call.get(Endpoint.of("lab", "https://127.0.0.1:" + server.port()).at("x"));

            assertThat(Failures.of(() -> usual.send(call)))
                    .isEqualTo(new Failure.Unreachable("lab", "its certificate is not trusted"));
            assertThat(time.pauses()).isEmpty();
        }
    }
}
