package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What a filter found out and leaves to the page to say. */
final class Problem {
    private static final String NAME = Problem.class.getName();

    private Problem() {}

    static void leave(HttpServletRequest request, Message message) {
        request.setAttribute(NAME, message);
    }

    static Optional<Message> of(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof Message message
                ? Optional.of(message)
                : Optional.empty();
    }
}
