package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What is remembered of those who are away: in their session, so that an answer that was not meant
 * for this browser is nobody's.
 */
final class Errands implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    private final AuthorizationRequestRepository<OAuth2AuthorizationRequest> session =
            new HttpSessionOAuth2AuthorizationRequestRepository();

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
            HttpServletRequest request) {
        return session.loadAuthorizationRequest(request);
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest errand,
            HttpServletRequest request,
            HttpServletResponse response) {
        session.saveAuthorizationRequest(errand, request, response);
    }

    /** They are back; the session that knew where from ends when they are signed in. */
    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest errand = session.removeAuthorizationRequest(request, response);
        if (errand != null && errand.getAttribute(Errand.NAME) instanceof String cluster) {
            Errand.remember(request, cluster);
        }
        return errand;
    }
}
