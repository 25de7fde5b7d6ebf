package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Judge;
import dev.hpcmcp.rest.Reply;
import java.util.Optional;

/** What an answer to an errand means, where it says more than its status. */
final class Verdict implements Judge {
    private final String cluster;
    private final Errand errand;
    private final Budget budget;
    private final Lacks lacks;

    Verdict(String cluster, Errand errand, Budget budget, Lacks lacks) {
        this.cluster = cluster;
        this.errand = errand;
        this.budget = budget;
        this.lacks = lacks;
    }

    @Override
    public boolean accepts(Reply reply) {
        budget.note(reply);
        int status = reply.status();
        boolean fine = status / 100 == 2;
        Complaint complaint = fine && !errand.changes() ? Complaint.NONE : Complaint.of(reply);
        complaint.requestId().ifPresent(reply::known);
        if (fine && !complaint.isOne()) {
            lacks.found(errand.feature());
            return false;
        }
        if (isLack(status, complaint)) {
            String reason = "the gateway answers HTTP " + status + " there";
            lacks.note(errand.feature(), reason);
            throw new HpcException(lacks.failure(errand.feature(), reason));
        }
        meaning(status, complaint)
                .ifPresent(failure -> {
                    throw new HpcException(failure);
                });
        return false;
    }

    private boolean isLack(int status, Complaint complaint) {
        return switch (status) {
            case 405, 501 -> true;
            case 404, 410 -> errand.subject().isEmpty() && complaint.missing().isEmpty();
            default -> false;
        };
    }

    /** Empty where the status alone says it as well, and better where there is no complaint. */
    private Optional<Failure> meaning(int status, Complaint complaint) {
        String trail = complaint.trail();
        if (status == 429 || complaint.is("RATE_LIMIT_EXCEEDED")) {
            return Optional.of(new Failure.Busy(cluster, budget.refusal()));
        }
        if (!complaint.isOne()) {
            return Optional.empty();
        }
        return switch (complaint.kind(status)) {
            case "AUTHENTICATION_FAILED" ->
                    Optional.of(
                            new Failure.SignInNeeded(
                                    cluster,
                                    "The token or key we have for it may be wrong or expired"
                                            + trail
                                            + "."));
            case "PERMISSION_DENIED" ->
                    Optional.of(
                            new Failure.NotAllowed(
                                    cluster + " does not allow " + errand.operation() + trail,
                                    Optional.empty()));
            case "RESOURCE_NOT_FOUND" -> Optional.of(missing(complaint, trail));
            case "RESOURCE_CONFLICT" ->
                    Optional.of(
                            new Failure.Conflict(
                                    "the present state there does not allow "
                                            + errand.operation()
                                            + trail));
            case "VALIDATION_ERROR" ->
                    Optional.of(
                            new Failure.InvalidInput(
                                    complaint.field().orElse("request"),
                                    "the cluster refuses it as invalid" + trail,
                                    Optional.empty()));
            default -> trouble(status, trail);
        };
    }

    private Failure missing(Complaint complaint, String trail) {
        return errand.subject()
                .<Failure>map(it -> new Failure.NotFound(it.kind(), it.id() + trail))
                .orElseGet(() ->
                        new Failure.InvalidInput(
                                complaint.missing().orElse("request"),
                                "the cluster does not know what it names" + trail,
                                Optional.empty()));
    }

    /** A 503 is left to the repetition of reads. */
    private Optional<Failure> trouble(int status, String trail) {
        if (status == 503) {
            return Optional.empty();
        }
        return Optional.of(
                errand.changes()
                        ? new Failure.OutcomeUnknown(cluster, errand.operation() + trail)
                        : new Failure.BadAnswer(
                                cluster, status, "it reports an error of its own" + trail));
    }
}
