package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.BadAnswer;
import dev.hpcmcp.port.Failure.OutcomeUnknown;
import dev.hpcmcp.port.Failure.SignInNeeded;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Which redirects we follow: those of a GET or HEAD, to the same scheme, host and port. So a token
 * never goes anywhere but where it was meant for.
 */
final class Redirects {
    private static final Pattern SIGN_IN =
            Pattern.compile(
                    "(?i)/(log-?in|sign-?in|sso|saml2?|oauth2?|oidc|openid[^/]*|idp|auth[^/]*|realms)(/|$)");

    private Redirects() {}

    /** The call to make instead, if this answer says so and we do as it says. */
    static Optional<Call> next(Reply reply) {
        Call call = reply.call();
        boolean mayFollow = call.method().reads() && moves(reply.status());
        return mayFollow
                ? target(reply)
                        .filter(to -> isHere(call, to) && !isSignIn(to))
                        .map(to -> call.to(call.url().redirected(to)))
                : Optional.empty();
    }

    /**
     * The failure of a redirect that was not followed. Where it led is not said: that text is not
     * ours.
     */
    static Failure failure(Reply reply) {
        Call call = reply.call();
        Optional<HttpUrl> target = moves(reply.status()) ? target(reply) : Optional.empty();
        if (target.isEmpty()) {
            return new BadAnswer(call.cluster(), reply.status(), "this status was not expected");
        }
        if (isSignIn(target.get())
                || (isElsewhere(call, target.get()) && !isForGood(reply.status()))) {
            return new SignInNeeded(call.cluster(), "It sends us to a page to sign in on.");
        }
        return isHere(call, target.get())
                ? here(reply)
                : new BadAnswer(call.cluster(), reply.status(), away(call, target.get()));
    }

    private static Failure here(Reply reply) {
        Call call = reply.call();
        if (call.method().reads()) {
            return new BadAnswer(call.cluster(), reply.status(), "it redirects in circles");
        }
        // "See over there" may be the answer to a change that was made; "send it there" is not.
        return call.changes() && reply.status() < 307
                ? new OutcomeUnknown(call.cluster(), call.terms().operation())
                : new BadAnswer(
                        call.cluster(), reply.status(), "it wants this sent to another address");
    }

    private static String away(Call call, HttpUrl target) {
        if (isElsewhere(call, target)) {
            return "it has moved to another host: the url in the configuration is out of date";
        }
        return target.isHttps()
                ? "it redirects to another port or to https: the url in the configuration should say so"
                : "it redirects to plain http or another port, which is not followed";
    }

    private static Optional<HttpUrl> target(Reply reply) {
        HttpUrl from = reply.call().url().http();
        return reply.header("Location").flatMap(to -> Optional.ofNullable(from.resolve(to)));
    }

    private static boolean isHere(Call call, HttpUrl target) {
        HttpUrl from = call.url().http();
        return from.scheme().equals(target.scheme())
                && from.port() == target.port()
                && !isElsewhere(call, target);
    }

    private static boolean isElsewhere(Call call, HttpUrl target) {
        return !call.url().http().host().equals(target.host());
    }

    private static boolean isSignIn(HttpUrl target) {
        return SIGN_IN.matcher(target.encodedPath()).find();
    }

    private static boolean moves(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static boolean isForGood(int status) {
        return status == 301 || status == 308;
    }
}
