package dev.hpcmcp.rest;

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
 */
public record Tls(Optional<Path> certificate, Optional<Path> authorities) {
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty());

    public static Tls certificate(Path pem) {
        return new Tls(Optional.of(pem), Optional.empty());
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
