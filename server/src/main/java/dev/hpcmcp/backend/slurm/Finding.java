package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks jobs up by id. Slurm shows everybody everybody's: others' are left out. What the controller
 * has forgotten is told by the accounting.
 */
final class Finding {
    private static final String UNKNOWN =
            "Slurm knows no such job of yours; it forgets finished ones after some minutes";
    private static final String AWAY =
            "Slurm's controller does not know it, and its accounting, which may, does not answer now";

    private final SlurmApi api;
    private final History history;
    private final Gathered gathered;
    private final Accounts accounts;
    private final AtOnce atOnce;

    Finding(String cluster, SlurmApi api, History history, Gathered gathered, Accounts accounts) {
        this.api = api;
        this.history = history;
        this.gathered = gathered;
        this.accounts = accounts;
        this.atOnce = new AtOnce(cluster);
    }

    Found owned(Pass pass, JobId id) {
        return found(pass, List.of(id)).jobs().stream()
                .findFirst()
                .orElseThrow(() -> new HpcException(new Failure.NotFound("job", id.value())));
    }

    JobsFound all(Pass pass, List<JobId> ids) {
        Looked looked = found(pass, ids);
        return new JobsFound(looked.jobs().stream().map(Found::job).toList(), looked.missing());
    }

    /** The tasks of an array by their ids; none of what is not an array. */
    List<Job> tasks(Pass pass, JobId id) {
        return SlurmId.parse(id)
                .map(parsed -> gathered.tasks(records(pass, List.of(parsed)).of(parsed), parsed))
                .orElse(List.of());
    }

    /** What was found, and why the rest was not. */
    record Looked(List<Found> jobs, List<JobsFound.Missing> missing) {}

    Looked found(Pass pass, List<JobId> ids) {
        List<SlurmId> parsed = ids.stream().flatMap(id -> SlurmId.parse(id).stream()).toList();
        Records records = records(pass, parsed);
        List<Found> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            SlurmId.parse(id)
                    .flatMap(one -> found(pass, one, records.of(one)))
                    .ifPresentOrElse(
                            jobs::add,
                            () ->
                                    missing.add(
                                            new JobsFound.Missing(
                                                    id, records.away() ? AWAY : UNKNOWN)));
        }
        return new Looked(jobs, missing);
    }

    /**
     * The caller's own records.
     *
     * @param away whether the accounting should have been asked, and did not answer
     */
    private record Records(Map<Long, List<SlurmJson.Raw>> byNumber, boolean away) {
        List<SlurmJson.Raw> of(SlurmId id) {
            return Finding.of(byNumber, id.number());
        }
    }

    private static List<SlurmJson.Raw> of(Map<Long, List<SlurmJson.Raw>> records, long number) {
        return records.getOrDefault(number, List.of());
    }

    private Records records(Pass pass, List<SlurmId> ids) {
        List<Long> numbers = ids.stream().map(SlurmId::number).distinct().toList();
        if (numbers.size() > 1) {
            api.version(pass); // Once, and not by each of them.
        }
        Map<Long, List<SlurmJson.Raw>> records =
                atOnce.each(numbers, number -> own(pass, api.job(pass, number)));
        List<Long> doubtful =
                numbers.stream().filter(number -> history.mayAdd(of(records, number))).toList();
        try {
            atOnce.each(doubtful, number -> history.of(pass, number, of(records, number)))
                    .forEach(records::put);
            return new Records(records, false);
        } catch (HpcException away) {
            return new Records(records, true);
        }
    }

    private static List<SlurmJson.Raw> own(Pass pass, List<SlurmJson.Raw> all) {
        return all.stream().filter(raw -> raw.userName().equals(Optional.of(pass.user()))).toList();
    }

    private Optional<Found> found(Pass pass, SlurmId id, List<SlurmJson.Raw> own) {
        return gathered.job(own, id)
                .map(job ->
                        new Found(
                                job,
                                id,
                                SlurmJson.number(own.getFirst().userId())
                                        .or(() -> accounts.number(pass.user()))
                                        .orElse(-1L),
                                own.stream().allMatch(raw -> raw.accounted().isPresent()),
                                Comments.mark(own.getFirst().comment())));
    }
}
