package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** What was just done; said once, on the page that the browser is sent to afterwards. */
enum Notice {
    KEPT(
            "Done. You can close this page and go back to your assistant: it can use the cluster now."),
    FORGOTTEN("It is forgotten. Your assistant can no longer use the cluster as you.");

    private static final String NAME = Notice.class.getName();

    private final String words;

    Notice(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    void leave(HttpServletRequest request) {
        request.getSession().setAttribute(NAME, this);
    }

    static Optional<Notice> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(NAME) instanceof Notice notice)) {
            return Optional.empty();
        }
        session.removeAttribute(NAME);
        return Optional.of(notice);
    }
}
