package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** For which cluster somebody was sent away to sign in, known again when they come back. */
final class Errand {
    static final String NAME = Errand.class.getName();

    private Errand() {}

    static void remember(HttpServletRequest request, String cluster) {
        request.setAttribute(NAME, cluster);
    }

    static Optional<String> of(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof String cluster
                ? Optional.of(cluster)
                : Optional.empty();
    }
}
