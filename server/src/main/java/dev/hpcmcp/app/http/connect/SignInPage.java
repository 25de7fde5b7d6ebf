package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/** Asks strangers who they are. It says the same of every cluster, whether there is one or not. */
final class SignInPage {
    private final Pages pages;
    private final Optional<String> provider;

    /**
     * @param provider who signs people in, as they may know it
     */
    SignInPage(Pages pages, Optional<String> provider) {
        this.pages = pages;
        this.provider = provider;
    }

    /** What went wrong the last time, and what that is in HTTP. */
    record Trouble(int status, String words) {
        static final Trouble NONE = new Trouble(200, "");
        static final Trouble PROVIDER =
                new Trouble(403, "Signing in did not work, or was called off. Try again.");

        static Trouble of(AuthenticationException failure) {
            return switch (failure) {
                case TooManyGuesses guesses ->
                        new Trouble(
                                429,
                                "That was tried too often. Wait %d seconds, then try again."
                                        .formatted(guesses.seconds()));
                case AuthenticationServiceException _ ->
                        new Trouble(
                                503,
                                "Tokens cannot be checked just now. Try again in a few minutes.");
                default ->
                        new Trouble(
                                403,
                                "This token is not known here, or not any more. Paste the one that your assistant sends to"
                                        + " this server.");
            };
        }
    }

    void show(
            HttpServletRequest request,
            HttpServletResponse response,
            String cluster,
            Trouble trouble)
            throws IOException {
        Map<String, Object> values = new HashMap<>(Forms.token(request));
        values.put("action", Place.path(cluster) + "/" + Place.SIGN_IN);
        values.put("trouble", trouble.words());
        values.put("troubled", !trouble.words().isEmpty());
        values.put("provider", provider.orElse(""));
        values.put("provided", provider.isPresent());
        pages.signIn(response, trouble.status(), values);
    }
}
