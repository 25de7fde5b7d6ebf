package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.backend.slurm.Recent.Answer;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks jobs up by id. Slurm shows everybody everybody's: others' are left out. What the controller
 * has forgotten is told by the accounting.
 */
final class Finding {
    private static final String UNKNOWN =
            "Slurm knows no such job of yours; it forgets finished ones after some minutes";
    private static final String AWAY =
            "Slurm's controller does not know it, and its accounting, which may, does not answer now";

    private static final String NOT_NOW =
            "its controller does not know the job, and its accounting, which may, does not answer";

    private final String cluster;
    private final OwnJobs own;
    private final History history;
    private final Gathered gathered;
    private final Accounts accounts;

    Finding(String cluster, OwnJobs own, History history, Gathered gathered, Accounts accounts) {
        this.cluster = cluster;
        this.own = own;
        this.history = history;
        this.gathered = gathered;
        this.accounts = accounts;
    }

    /**
     * A job of the caller's.
     *
     * @throws HpcException {@code NotFound}; {@code Unreachable} if nobody can say just now whether
     *     there is one
     */
    Found owned(Pass pass, JobId id) {
        Looked looked = found(pass, List.of(id));
        return looked.jobs().stream()
                .findFirst()
                .orElseThrow(() ->
                        new HpcException(
                                looked.unsure().isEmpty()
                                        ? new Failure.NotFound("job", id.value())
                                        : new Failure.Unreachable(cluster, NOT_NOW)));
    }

    JobsFound all(Pass pass, List<JobId> ids) {
        return found(pass, ids).told(Found::job);
    }

    /** The tasks of an array by their ids; none of what is not an array. */
    List<Job> tasks(Pass pass, JobId id) {
        return SlurmId.parse(id)
                .map(parsed ->
                        gathered.tasks(look(pass, List.of(parsed)).of(parsed).records(), parsed))
                .orElse(List.of());
    }

    /** What was found, why the rest was not, and which of it may be there all the same. */
    record Looked(List<Found> jobs, List<Missing> missing, Set<JobId> unsure) {
        JobsFound told(Function<Found, Job> words) {
            return new JobsFound(jobs.stream().map(words).toList(), missing, unsure);
        }
    }

    Looked found(Pass pass, List<JobId> ids) {
        Look look = look(pass, ids.stream().flatMap(id -> SlurmId.parse(id).stream()).toList());
        List<Found> jobs = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Set<JobId> unsure = new HashSet<>();
        for (JobId id : ids) {
            Optional<SlurmId> parsed = SlurmId.parse(id);
            Optional<Found> found = parsed.flatMap(one -> found(pass, one, look));
            found.ifPresent(jobs::add);
            if (found.isEmpty()) {
                boolean away = parsed.filter(one -> look.of(one).away()).isPresent();
                missing.add(new Missing(id, away ? AWAY : UNKNOWN));
                if (away) {
                    unsure.add(id);
                }
            }
        }
        return new Looked(jobs, missing, unsure);
    }

    /** The caller's own records, and when they were told. */
    private record Look(Map<Long, Known> byNumber, Gathered gathered) {
        Known of(SlurmId id) {
            return Objects.requireNonNull(byNumber.get(id.number()));
        }
    }

    private Look look(Pass pass, List<SlurmId> ids) {
        List<Long> numbers = ids.stream().map(SlurmId::number).distinct().toList();
        Answer<Map<Long, List<SlurmJson.Raw>>> controller = own.of(pass, numbers);
        return new Look(history.known(pass, controller.value()), gathered.at(controller.at()));
    }

    private Optional<Found> found(Pass pass, SlurmId id, Look look) {
        Known known = look.of(id);
        List<SlurmJson.Raw> records = known.records();
        return look.gathered()
                .job(known, id)
                .map(job ->
                        new Found(
                                job,
                                id,
                                SlurmJson.number(records.getFirst().userId())
                                        .or(() -> accounts.number(pass.user()))
                                        .orElse(-1L),
                                records.stream().allMatch(raw -> raw.accounted().isPresent()),
                                Comments.mark(records.getFirst().comment())));
    }
}
