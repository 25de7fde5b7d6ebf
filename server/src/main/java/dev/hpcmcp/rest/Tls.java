package dev.hpcmcp.rest;

import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a connection needs beyond the usual.
 *
 * @param certificate PEM file with our client certificate, its key and its chain, such as a grid
 *     proxy; read anew when it changes
 * @param authorities PEM file with the authorities that the cluster's certificate may come from,
 *     instead of the usual
 * @param pem our client certificate, its key and its chain, where they are in no file
 */
public record Tls(Optional<Path> certificate, Optional<Path> authorities, Optional<Secret> pem) {
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty());

    Tls(Optional<Path> certificate, Optional<Path> authorities) {
        this(certificate, authorities, Optional.empty());
    }

    public static Tls certificate(Path pem) {
        return new Tls(Optional.of(pem), Optional.empty());
    }

    public static Tls certificate(Secret pem) {
        return new Tls(Optional.empty(), Optional.empty(), Optional.of(pem));
    }

    /** When our certificate ends, if there is one and it can be read. */
    public Optional<Instant> ends() {
        try {
            return Identity.end(this);
        } catch (IOException | GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }
}
