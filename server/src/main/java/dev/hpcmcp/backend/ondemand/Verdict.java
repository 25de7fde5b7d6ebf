package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Judge;
import dev.hpcmcp.rest.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What one answer means. Three things answer here: the site's web server, the user's own server
 * behind it, and the API; and an API of the first version means other things by its statuses than
 * one of today.
 */
final class Verdict implements Judge {
    /** What Ruby says about itself, and Slurm about its network: neither is about the request. */
    private static final Pattern FAULT =
            Pattern.compile("(?i)undefined method|missing keyword|timed out|nil:NilClass");

    private final String cluster;
    private final Front front;
    private final String operation;
    private final boolean changes;
    private final Function<String, Optional<Failure>> refusals;
    private final AtomicReference<Optional<Reply>> last = new AtomicReference<>(Optional.empty());
    private boolean surprised;
    private boolean stumbled;

    /**
     * Makes the judge of one call.
     *
     * @param refusals what 400, 403 and 422 mean, by their message
     */
    Verdict(
            String cluster,
            Front front,
            String operation,
            boolean changes,
            Function<String, Optional<Failure>> refusals) {
        this.cluster = cluster;
        this.front = front;
        this.operation = operation;
        this.changes = changes;
        this.refusals = refusals;
    }

    @Override
    public boolean accepts(Reply reply) {
        last.set(Optional.of(reply));
        front.check(reply);
        switch (reply.status()) {
            case 400, 403, 422 -> refused(reply);
            case 404 -> missing(reply);
            case 415 -> surprised = true;
            case 500, 503 -> faulty(reply);
            case 501 -> throw unable("its scheduler cannot do that through this service");
            case 507 ->
                    throw new HpcException(
                            new Failure.Conflict("the disk, or your quota there, is full"));
            default -> {}
        }
        return false;
    }

    /** A route that is missing is not a job that is missing. */
    private void missing(Reply reply) {
        if (error(reply).equals("not_found")) {
            if (message(reply).toLowerCase(Locale.ROOT).startsWith("cluster")) {
                surprised = true;
                throw new HpcException(
                        new Failure.BadAnswer(
                                cluster, 404, "it has no cluster of the name we use any more"));
            }
            return;
        }
        surprised = true;
        throw unable("this site's API is too old, or is not what it was");
    }

    private void refused(Reply reply) {
        String message = message(reply);
        if (reply.status() == 422 && FAULT.matcher(message).find()) {
            throw new HpcException(unclear("its own fault, not the request's"));
        }
        refusals.apply(message)
                .ifPresent(failure -> {
                    throw new HpcException(failure);
                });
    }

    /**
     * What looks like an outage may be an id that the server stumbles over: no use to ask again.
     */
    private void faulty(Reply reply) {
        String message = message(reply);
        if (changes && !message.isEmpty()) {
            throw new HpcException(new Failure.OutcomeUnknown(cluster, operation));
        }
        if (message.contains("missing keyword") || message.contains("Invalid job id")) {
            stumbled = true;
            throw new HpcException(
                    new Failure.BadAnswer(cluster, reply.status(), "it stumbles over this"));
        }
    }

    private Failure unclear(String problem) {
        return changes
                ? new Failure.OutcomeUnknown(cluster, operation)
                : new Failure.BadAnswer(cluster, 422, problem);
    }

    /** What the failure is once asking again did not help either. */
    HpcException afterAll(HpcException thrown) {
        Optional<Reply> reply = last.get();
        boolean outage =
                !stumbled && reply.filter(r -> r.status() >= 502 && r.status() <= 504).isPresent();
        if (!outage || !isPlain(thrown.failure())) {
            return thrown;
        }
        if (changes) {
            return new HpcException(new Failure.OutcomeUnknown(cluster, operation), thrown);
        }
        String problem =
                error(reply.get()).isEmpty()
                        ? "the server it runs for this user is starting or has stopped: ask again in some seconds"
                        : "its scheduler does not answer";
        return new HpcException(new Failure.Unreachable(cluster, problem), thrown);
    }

    private static boolean isPlain(Failure failure) {
        return failure instanceof Failure.Busy || failure instanceof Failure.BadAnswer;
    }

    /** Whether what we believe of the site's version may be wrong. */
    boolean isSurprised() {
        return surprised;
    }

    private HpcException unable(String why) {
        return new HpcException(new Failure.NotSupported(cluster, operation, Optional.of(why)));
    }

    static String error(Reply reply) {
        return field(reply, "error");
    }

    static String message(Reply reply) {
        return field(reply, "message");
    }

    /** Only an object is an error of the API; all else is something before it. */
    private static String field(Reply reply, String name) {
        return reply.jsonIfAny()
                .filter(json -> json.isObject())
                .map(json -> json.path(name).asString(""))
                .orElse("");
    }
}
