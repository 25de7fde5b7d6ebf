package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.TokenCheck;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.core.context.SecurityContextHolder;

/** Ends what has lasted long enough, however busy it is, and what a revoked token began. */
final class Ending implements Filter {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String UNTIL = Ending.class.getName();

    private final TokenCheck tokens;
    private final InstantSource clock;

    Ending(TokenCheck tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** To be called when somebody signed in. */
    static void begin(HttpServletRequest request, InstantSource clock) {
        request.getSession().setAttribute(UNTIL, clock.instant().plus(LIFETIME));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = ((HttpServletRequest) request).getSession(false);
        if (session != null && Visitor.now().filter(it -> over(it, session)).isPresent()) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean over(Visitor visitor, HttpSession session) {
        boolean inTime =
                session.getAttribute(UNTIL) instanceof Instant until
                        && clock.instant().isBefore(until);
        return !inTime || !visitor.welcome(tokens);
    }
}
