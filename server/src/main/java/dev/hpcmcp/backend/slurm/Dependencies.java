package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Slurm takes a dependency on a job it does not know, or no longer, as fulfilled: the new job would
 * start at once, whatever became of the other.
 */
final class Dependencies {
    private final Finding finding;

    Dependencies(Finding finding) {
        this.finding = finding;
    }

    Optional<InvalidInput> problem(Pass pass, List<After> after) {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        Finding.Looked looked =
                finding.found(pass, after.stream().map(After::jobId).distinct().toList());
        if (!looked.unsure().isEmpty()) {
            return Optional.of(
                    refused(
                            "job "
                                    + looked.unsure().iterator().next()
                                    + " cannot be looked up just now, as Slurm's accounting does"
                                    + " not answer: try again later"));
        }
        if (!looked.missing().isEmpty()) {
            return Optional.of(
                    refused(
                            "Slurm knows no job "
                                    + looked.missing().getFirst().jobId()
                                    + " of yours; it forgets finished ones after some minutes:"
                                    + " leave it out if it is done"));
        }
        Map<JobId, Found> jobs =
                looked.jobs().stream()
                        .collect(
                                Collectors.toMap(
                                        found -> found.job().jobId(), Function.identity()));
        return after.stream()
                .filter(one -> isVain(one, jobs.get(one.jobId())))
                .findFirst()
                .map(one ->
                        refused(
                                "job "
                                        + one.jobId()
                                        + " has finished, and not in the way this waits for"));
    }

    /** Only of what the controller has forgotten: of all else it knows better itself. */
    private static boolean isVain(After after, @org.jspecify.annotations.Nullable Found found) {
        if (found == null || !found.forgotten()) {
            return false;
        }
        boolean good = found.job().outcome().equals(Optional.of(Outcome.SUCCEEDED));
        return switch (after.condition()) {
            case SUCCEEDED -> !good;
            case FAILED -> good || !found.job().finished();
            case FINISHED -> !found.job().finished();
            case STARTED -> false;
        };
    }

    private static InvalidInput refused(String problem) {
        return new InvalidInput("after", problem, Optional.empty());
    }
}
