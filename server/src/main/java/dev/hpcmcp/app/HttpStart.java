package dev.hpcmcp.app;

import dev.hpcmcp.app.Settings.HttpPart;
import dev.hpcmcp.app.Settings.TokenPart;
import dev.hpcmcp.app.http.HttpSettings;
import dev.hpcmcp.auth.KnownToken;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.TokenFile;
import dev.hpcmcp.auth.Tokens;
import dev.hpcmcp.mcp.HttpLimits;
import dev.hpcmcp.port.Caller;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the HTTP server starts with: the configuration, completed by what is usual. */
final class HttpStart {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 8848;
    private static final int MANAGEMENT_PORT = 8849;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final HttpSettings settings;
    private final TokenCheck tokens;
    private final Optional<String> firstToken;

    HttpStart(HttpPart part) {
        int port = part.port().orElse(PORT);
        settings =
                new HttpSettings(
                        part.host().orElse(LOOPBACK),
                        port,
                        part.managementHost().orElse(LOOPBACK),
                        // A second server on another port must not stumble over the first one's.
                        part.managementPort().orElse(port == PORT ? MANAGEMENT_PORT : 0),
                        part.allowedOrigins(),
                        part.allowedHosts(),
                        HttpLimits.usual(),
                        GRACE);
        List<KnownToken> known = part.tokens().stream().map(HttpStart::known).toList();
        TokenFile file = HttpCommand.tokenFile();
        try {
            firstToken = known.isEmpty() ? file.firstToken() : Optional.empty();
            tokens = new Tokens(known, Optional.of(file));
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static KnownToken known(TokenPart part) {
        return new KnownToken(
                part.token(), new Caller(part.subject(), part.scopes(), part.clusters()));
    }

    HttpSettings settings() {
        return settings;
    }

    TokenCheck tokens() {
        return tokens;
    }

    /** Made just now, because nobody was known yet; shown once. */
    Optional<String> firstToken() {
        return firstToken;
    }

    boolean loopback() {
        return Set.of(LOOPBACK, "localhost", "::1").contains(settings.host());
    }
}
