package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether somebody who was let in some time ago still would be. A stream may be open for days; its
 * token is revoked, expires, or its user is stopped in the meantime.
 */
final class Welcome {
    private static final String NO_TOKEN = "the token is not good any more";

    private final BooleanSupplier token;
    private final Supplier<Optional<String>> silence;

    private Welcome(BooleanSupplier token, Supplier<Optional<String>> silence) {
        this.token = token;
        this.silence = silence;
    }

    static Welcome of(HttpServletRequest request, Caller caller, Conversation conversation) {
        if (request.getAttribute(McpServlet.STILL) instanceof BooleanSupplier token) {
            return new Welcome(token, () -> conversation.silence(caller));
        }
        throw new IllegalStateException("no filter said how long the caller may stay");
    }

    /** Why they would not be; nothing if they would. */
    Optional<String> ended() {
        return token.getAsBoolean() ? silence.get() : Optional.of(NO_TOKEN);
    }
}
