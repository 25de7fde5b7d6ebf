package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.core.AuthenticationException;

/** Where people find themselves after they signed in, or tried to. */
final class Handlers {
    private final Pages pages;
    private final SignInPage signIn;
    private final Desk desk;
    private final InstantSource clock;

    Handlers(Pages pages, SignInPage signIn, Desk desk, InstantSource clock) {
        this.pages = pages;
        this.signIn = signIn;
        this.desk = desk;
        this.clock = clock;
    }

    void signedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Ending.begin(request, clock);
        Optional<String> cluster = cluster(request);
        if (cluster.isPresent()) {
            Visitor.now().ifPresent(it -> desk.welcomed(it.caller(), cluster.get()));
            response.sendRedirect(Place.path(cluster.get()), HttpServletResponse.SC_SEE_OTHER);
        } else {
            pages.message(response, Message.NOWHERE);
        }
    }

    void refused(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        SignInPage.Trouble trouble = SignInPage.Trouble.of(failure);
        if (failure instanceof TooManyGuesses guesses) {
            response.setHeader("Retry-After", String.valueOf(guesses.seconds()));
        }
        again(request, response, trouble);
    }

    void again(HttpServletRequest request, HttpServletResponse response, SignInPage.Trouble trouble)
            throws IOException {
        Optional<String> cluster = cluster(request);
        if (cluster.isPresent()) {
            signIn.show(request, response, cluster.get(), trouble);
        } else {
            pages.message(response, Message.STALE);
        }
    }

    void signedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.message(response, Message.SIGNED_OUT, back(request));
    }

    void stale(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.message(response, Message.STALE, back(request));
    }

    private static Optional<String> back(HttpServletRequest request) {
        return Place.of(request).map(Place::cluster).map(Place::path);
    }

    /** From the path, or as it was remembered when they were sent away to sign in. */
    private static Optional<String> cluster(HttpServletRequest request) {
        return Errand.of(request)
                .or(() ->
                        Place.of(request)
                                .filter(place -> place.is(Place.SIGN_IN))
                                .map(Place::cluster));
    }
}
