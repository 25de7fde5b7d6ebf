package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Reply;
import java.time.Duration;
import java.util.Optional;

/**
 * What slurmrestd's answers mean. Its HTTP status proves nothing: changes that failed are answered
 * 200, changes that worked 500. Each kind of call has a rule of its own.
 */
final class Verdicts {
    /** A refused token is answered at once, an absent controller only after nine seconds. */
    static final Duration AT_ONCE = Duration.ofSeconds(4);

    private final String cluster;

    Verdicts(String cluster) {
        this.cluster = cluster;
    }

    /** A good answer to a read is 200; it is not looked into, because it may be huge. */
    boolean read(Reply reply, long startedNanos) {
        if (reply.status() / 100 == 2) {
            return false;
        }
        Errors errors = Errors.of(reply);
        if (isUnclear(errors) && System.nanoTime() - startedNanos < AT_ONCE.toNanos()) {
            throw signIn();
        }
        if (isUnclear(errors)) {
            throw unreachable();
        }
        certain(errors, "asked for");
        return false;
    }

    /** Accepted is what has a job's id, whatever else the answer says. */
    boolean submit(Reply reply) {
        if (jobId(reply).isPresent()) {
            return true;
        }
        Errors errors = Errors.of(reply);
        decide(errors, "submitting the job", "that it refers to");
        errors.first()
                .ifPresent(number -> {
                    throw new HpcException(SubmitErrors.failure(cluster, number));
                });
        return false;
    }

    static Optional<Long> jobId(Reply reply) {
        return reply.jsonIfAny()
                .map(json ->
                        json.path("job_id").asLong(json.path("result").path("job_id").asLong(0)))
                .filter(id -> id > 0);
    }

    /** An error without a number is a success: arrays always produce one. 200 may be a failure. */
    boolean update(Reply reply, String id) {
        Errors errors = Errors.of(reply).without(Errors.PRIORITY_CHANGED);
        boolean noticed = Errors.of(reply).has(Errors.PRIORITY_CHANGED);
        if (errors.numbers().isEmpty()) {
            return noticed;
        }
        decide(errors, "changing job " + id, id);
        throw new HpcException(refused(errors));
    }

    /** Newer versions say 200 to everything, and what was refused stands in {@code status}. */
    boolean delete(Reply reply, String id) {
        Errors errors = reply.status() == 200 ? Errors.ofStatus(reply) : Errors.of(reply);
        if (errors.without(Errors.FINISHED_ALREADY).numbers().isEmpty()) {
            return errors.has(Errors.FINISHED_ALREADY);
        }
        decide(errors, "changing job " + id, id);
        throw new HpcException(refused(errors));
    }

    /** Before 23.11 there is no such call. */
    boolean node(Reply reply, String node) {
        if (reply.status() == 405 || (reply.status() == 404 && reply.jsonIfAny().isEmpty())) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "changing nodes: its version of slurmrestd has no call for it",
                            Optional.of("scontrol update on the cluster does it")));
        }
        Errors errors = Errors.of(reply);
        if (errors.numbers().isEmpty()) {
            return false;
        }
        if (errors.has(Errors.DENIED) || errors.has(Errors.NOT_YOURS)) {
            throw new HpcException(
                    new Failure.NotAllowed(
                            "changing nodes: Slurm leaves it to its operators and administrators",
                            Optional.empty()));
        }
        decide(errors, "changing node " + node, node);
        throw new HpcException(
                new Failure.InvalidInput(
                        "state",
                        "Slurm refuses this change (its error " + errors.first().orElse(0) + ")",
                        Optional.empty()));
    }

    /** What every change can run into. */
    private void decide(Errors errors, String operation, String id) {
        if (isUnclear(errors)) {
            throw new HpcException(new Failure.OutcomeUnknown(cluster, operation));
        }
        certain(errors, id);
    }

    private void certain(Errors errors, String id) {
        if (errors.has(Errors.NO_SUCH_JOB)) {
            throw new HpcException(new Failure.NotFound("job", id));
        }
        if (errors.has(Errors.TOKEN_REFUSED)) {
            throw signIn();
        }
        if (errors.has(Errors.NO_CONTROLLER)) {
            throw unreachable();
        }
    }

    /**
     * The connection to the controller ended without a word: a bad token, or the controller's end.
     */
    private static boolean isUnclear(Errors errors) {
        return errors.has(Errors.UNSPECIFIED) || errors.has(Errors.ZERO_BYTES);
    }

    private HpcException signIn() {
        return new HpcException(
                new Failure.SignInNeeded(
                        cluster, "It does not accept the token: it may be wrong or expired."));
    }

    private HpcException unreachable() {
        return new HpcException(
                new Failure.Unreachable(cluster, "Slurm's controller does not answer"));
    }

    private static Failure refused(Errors errors) {
        int number = errors.first().orElse(0);
        return switch (number) {
            case Errors.NOT_YOURS ->
                    new Failure.NotAllowed(
                            "this change: Slurm leaves it to the job's owner", Optional.empty());
            case Errors.DENIED ->
                    new Failure.NotAllowed(
                            "this change: Slurm leaves it to administrators, as it does a higher"
                                    + " priority, more time than the queue allows, or any more"
                                    + " time for a running job",
                            Optional.empty());
            case Errors.FINISHED, Errors.FINISHED_ALREADY ->
                    new Failure.Conflict("the job has finished");
            case Errors.NOT_WAITING -> new Failure.Conflict("the job is not waiting any more");
            default ->
                    new Failure.InvalidInput(
                            "request",
                            "Slurm refuses this change (its error " + number + ")",
                            Optional.empty());
        };
    }
}
