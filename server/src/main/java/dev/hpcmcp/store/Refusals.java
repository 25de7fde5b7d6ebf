package dev.hpcmcp.store;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;

/** What is said where a request id does not lead to a job. */
final class Refusals {
    private Refusals() {}

    static HpcException different(Intent other) {
        return new HpcException(
                new Failure.Conflict(
                        "this request_id was used for a different request%s; nothing was submitted."
                                        .formatted(
                                                other.jobId()
                                                        .map(id ->
                                                                " (job %s on %s)"
                                                                        .formatted(
                                                                                id,
                                                                                other.cluster()))
                                                        .orElse(""))
                                + " Repeat that request exactly to get its job, or use a new"
                                + " request_id"));
    }

    static HpcException busy() {
        return new HpcException(
                new Failure.Conflict(
                        "another call with the same request_id is submitting this right now; repeat"
                                + " the call in a moment to get its job"));
    }

    static HpcException unclear(Sending sending) {
        String check =
                sending.marks().isPresent()
                        ? "Repeat %s with the same request_id: it looks for the job first and never"
                                + " submits twice"
                        : "Look with list_jobs; this cluster keeps no mark to find it by, so %s"
                                + " needs a new request_id once you know that there is no job";
        return new HpcException(
                new Failure.OutcomeUnknown(
                        sending.cluster(),
                        sending.tool(),
                        Optional.of(check.formatted(sending.tool()))));
    }

    static RuntimeException notArrived(Sending sending, RuntimeException cause) {
        return cause instanceof HpcException
                ? new HpcException(
                        new Failure.Unreachable(
                                sending.cluster(), "the request was lost on its way"),
                        cause)
                : cause;
    }
}
