package dev.hpcmcp.app;

import dev.hpcmcp.app.Settings.HttpPart;
import dev.hpcmcp.app.Settings.TokenPart;
import dev.hpcmcp.app.http.HttpSettings;
import dev.hpcmcp.app.http.OAuthSettings;
import dev.hpcmcp.auth.IssuedTokens;
import dev.hpcmcp.auth.KnownToken;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.TokenFile;
import dev.hpcmcp.auth.TokenShelf;
import dev.hpcmcp.auth.Tokens;
import dev.hpcmcp.mcp.HttpLimits;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the HTTP server starts with: the configuration, completed by what is usual. */
final class HttpStart {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 8848;
    private static final int MANAGEMENT_PORT = 8849;
    private static final int REQUESTS_PER_MINUTE = 600;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final HttpSettings settings;
    private final Tokens tokens;
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
                        GRACE,
                        oauth(part, port),
                        Optional.of(part.requestsPerMinute().orElse(REQUESTS_PER_MINUTE)));
        TokenFile file = HttpCommand.tokenFile();
        try {
            List<KnownToken> known = known(part.tokens());
            // Where people sign in elsewhere nobody needs a token that may do everything.
            boolean nobody = known.isEmpty() && part.oauth().isEmpty();
            firstToken = nobody ? file.firstToken() : Optional.empty();
            tokens = new Tokens(known, Optional.of(file));
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<OAuthSettings> oauth(HttpPart part, int port) {
        if (part.oauth().isEmpty()) {
            return Optional.empty();
        }
        if (part.publicUrl().isEmpty() && port == 0) {
            throw new UsageException("http.oauth needs http.public-url where the port is any");
        }
        String here = "http://" + part.host().orElse(LOOPBACK) + ":" + port + "/mcp";
        try {
            return Optional.of(part.oauth().get().settings(part.publicUrl().orElse(here)));
        } catch (IllegalArgumentException e) {
            throw new UsageException("http.oauth: " + e.getMessage());
        }
    }

    /** Called by their place in the configuration, which is no secret as the tokens are. */
    private static List<KnownToken> known(List<TokenPart> parts) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> known(parts.get(i), "config-" + (i + 1)))
                .toList();
    }

    private static KnownToken known(TokenPart part, String id) {
        Badge badge = new Badge(Optional.of(id), Optional.empty(), Set.copyOf(part.groups()));
        return new KnownToken(
                part.token(),
                new Caller(part.subject(), part.scopes(), part.clusters()).with(badge));
    }

    HttpSettings settings() {
        return settings;
    }

    /** The fixed tokens, and those of a shelf that is only looked at for tokens of its own. */
    TokenCheck tokens(Supplier<TokenShelf> shelf) {
        return tokens.or(new IssuedTokens(shelf, InstantSource.system()));
    }

    /** Made just now, because nobody was known yet; shown once. */
    Optional<String> firstToken() {
        return firstToken;
    }

    boolean loopback() {
        return Set.of(LOOPBACK, "localhost", "::1").contains(settings.host());
    }
}
