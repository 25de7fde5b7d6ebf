package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.web.csrf.CsrfToken;

/** What makes a form one of ours. */
final class Forms {
    private Forms() {}

    static Map<String, Object> token(HttpServletRequest request) {
        var token =
                (CsrfToken) Objects.requireNonNull(request.getAttribute(CsrfToken.class.getName()));
        return Map.of("csrfName", token.getParameterName(), "csrf", token.getToken());
    }
}
