package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.BadAnswer;
import dev.hpcmcp.port.Failure.Busy;
import dev.hpcmcp.port.Failure.Conflict;
import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.Failure.NotFound;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.Failure.OutcomeUnknown;
import dev.hpcmcp.port.Failure.SignInNeeded;
import java.util.Optional;

/** What an HTTP status means: the one place where an answer becomes a failure. */
final class Statuses {
    private Statuses() {}

    static boolean isFine(Reply reply) {
        boolean fine = reply.status() / 100 == 2 || reply.status() == 304;
        return fine && !Pages.isUnwanted(reply);
    }

    /** Whether asking again later may give a better answer. */
    static boolean isPassing(Reply reply) {
        return switch (reply.status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** Whether a change with this answer may have been made all the same. */
    static boolean leavesItOpen(int status) {
        return switch (status) {
            case 408, 500, 502, 504 -> true;
            default -> status >= 520;
        };
    }

    /** The failure of an answer that is not fine. */
    static Failure failure(Reply reply) {
        int status = reply.status();
        String cluster = reply.call().cluster();
        String operation = reply.call().terms().operation();
        return switch (status) {
            case 400, 422 -> refused(reply);
            case 401, 407, 511 ->
                    new SignInNeeded(
                            cluster, "The token or key we have for it may be wrong or expired.");
            case 403 -> new NotAllowed(cluster + " does not allow " + operation, Optional.empty());
            case 404, 410 -> missing(reply);
            case 405, 501 -> new NotSupported(cluster, operation, Optional.empty());
            case 409, 412, 423 ->
                    new Conflict("its present state on the cluster does not allow this");
            case 413 ->
                    new InvalidInput(
                            "request", "it is larger than the cluster accepts", Optional.empty());
            case 429, 503 -> new Busy(cluster, reply.retryAfter());
            default -> unusual(reply);
        };
    }

    private static Failure unusual(Reply reply) {
        int status = reply.status();
        if (status / 100 == 3) {
            return Redirects.failure(reply);
        }
        if (status / 100 == 2) {
            return page(reply);
        }
        if (reply.call().changes() && leavesItOpen(status)) {
            return new OutcomeUnknown(reply.call().cluster(), reply.call().terms().operation());
        }
        return new BadAnswer(reply.call().cluster(), status, "this status was not expected");
    }

    /**
     * Proxies answer 400 in HTML, to a missing client certificate for one: that is not about the
     * request.
     */
    private static Failure refused(Reply reply) {
        return Pages.isUnwanted(reply)
                ? page(reply)
                : new InvalidInput(
                        "request",
                        "the cluster refuses it as invalid (HTTP " + reply.status() + ")",
                        Optional.empty());
    }

    /**
     * An API says 404 for an id it does not know, in its own form; a web page says 404 for a wrong
     * address.
     */
    private static Failure missing(Reply reply) {
        Optional<Terms.Subject> subject = reply.call().terms().subject();
        return subject.isEmpty() || Pages.isUnwanted(reply)
                ? new BadAnswer(
                        reply.call().cluster(),
                        reply.status(),
                        "it has nothing at the address we asked")
                : new NotFound(subject.get().kind(), subject.get().id());
    }

    private static Failure page(Reply page) {
        String cluster = page.call().cluster();
        if (Pages.asksToSignIn(page)) {
            return new SignInNeeded(cluster, "It answered with a page to sign in on.");
        }
        return page.call().changes() && page.status() / 100 == 2
                ? new OutcomeUnknown(cluster, page.call().terms().operation())
                : new BadAnswer(
                        cluster, page.status(), "it answered with a web page instead of data");
    }
}
