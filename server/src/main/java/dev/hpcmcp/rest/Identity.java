package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Who we are and whom we believe on a TLS connection, as its files said when they were read. */
record Identity(
        Tls tls,
        List<FileTime> read,
        Optional<Instant> until,
        SSLContext context,
        X509TrustManager trust) {

    /**
     * @throws HpcException {@code SignInNeeded} if the files cannot be used
     */
    static Identity load(String cluster, Tls tls) {
        try {
            List<FileTime> read = times(tls);
            X509TrustManager trust = trust(tls.authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            Optional<String> own = own(tls);
            KeyManager[] keys = own.isPresent() ? keys(own.get()) : new KeyManager[0];
            context.init(keys, new X509TrustManager[] {trust}, null);
            return new Identity(tls, read, end(tls), context, trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new HpcException(
                    new Failure.SignInNeeded(
                            cluster, "Our certificate for it cannot be read or is damaged."),
                    e);
        }
    }

    OkHttpClient.Builder dress(OkHttpClient.Builder client) {
        return client.sslSocketFactory(context.getSocketFactory(), trust);
    }

    boolean isUnchanged() {
        try {
            return read.equals(times(tls));
        } catch (IOException gone) {
            return false;
        }
    }

    boolean hasEnded(Instant now) {
        return until.map(now::isAfter).orElse(false);
    }

    /** Said before the handshake, because servers only close the connection then. */
    void mustBeValid(String cluster, Instant now) {
        if (hasEnded(now)) {
            throw new HpcException(
                    new Failure.SignInNeeded(
                            cluster, "Our certificate for it has expired and has to be renewed."));
        }
    }

    private static List<FileTime> times(Tls tls) throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file :
                Stream.of(tls.certificate(), tls.authorities())
                        .flatMap(Optional::stream)
                        .toList()) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    private static Optional<String> own(Tls tls) throws IOException {
        return tls.certificate().isPresent()
                ? Optional.of(Pem.read(tls.certificate().get()))
                : tls.pem().map(Secret::reveal);
    }

    private static KeyManager[] keys(String pem) throws GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificates(pem);
        return new KeyManager[] {new OneKey(chain, Pem.key(pem, chain.getFirst().getPublicKey()))};
    }

    static Optional<Instant> end(Tls tls) throws IOException, GeneralSecurityException {
        Optional<String> own = own(tls);
        return own.isEmpty()
                ? Optional.empty()
                : Pem.certificates(own.get()).stream()
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .min(Instant::compareTo);
    }

    private static X509TrustManager trust(Optional<Path> authorities)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(
                authorities.isEmpty()
                        ? null
                        : store(Pem.certificates(Pem.read(authorities.get()))));
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore store(List<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }
}
