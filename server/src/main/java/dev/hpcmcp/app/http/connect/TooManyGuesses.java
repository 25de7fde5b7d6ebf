package dev.hpcmcp.app.http.connect;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Somebody tries tokens faster than people do. */
final class TooManyGuesses extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    TooManyGuesses(Duration pause) {
        super("too many attempts");
        this.pause = pause;
    }

    /** In whole seconds, at least one. */
    long seconds() {
        return pause.toSeconds() + 1;
    }
}
