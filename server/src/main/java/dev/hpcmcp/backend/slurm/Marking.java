package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the job of a request whose answer was lost, by its comment. */
final class Marking {
    /**
     * slurmrestd gives up on the controller after ten seconds, and the controller works off what it
     * was sent before it answers again: three times that is beyond doubt.
     */
    static final Duration SETTLES = Duration.ofSeconds(30);

    private final OwnJobs jobs;
    private final History history;
    private final Gathered gathered;

    Marking(OwnJobs jobs, History history, Gathered gathered) {
        this.jobs = jobs;
        this.history = history;
        this.gathered = gathered;
    }

    /** Sites that keep comments in their accounting can be asked for longer. */
    Optional<Job> find(Pass pass, String mark) {
        List<SlurmJson.Raw> own = jobs.list(pass, false).value();
        return job(own, mark).or(() -> job(history.jobs(pass, JobQuery.all(1)).records(), mark));
    }

    private Optional<Job> job(List<SlurmJson.Raw> own, String mark) {
        return own.stream()
                .filter(raw -> Comments.carries(raw.comment(), mark))
                .findFirst()
                .map(SlurmJson.Raw::wholeId)
                .flatMap(number ->
                        gathered.job(
                                new Known(
                                        own.stream()
                                                .filter(raw -> raw.wholeId() == number)
                                                .toList(),
                                        history.kept(),
                                        false),
                                SlurmId.of(number)));
    }
}
