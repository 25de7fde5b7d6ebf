package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the job of a request whose answer was lost, by its comment. */
final class Marking {
    /**
     * slurmrestd gives up on the controller after ten seconds, and the controller works off what it
     * was sent before it answers again: three times that is beyond doubt.
     */
    static final Duration SETTLES = Duration.ofSeconds(30);

    private final SlurmApi api;
    private final History history;
    private final Gathered gathered;

    Marking(SlurmApi api, History history, Gathered gathered) {
        this.api = api;
        this.history = history;
        this.gathered = gathered;
    }

    /** Sites that keep comments in their accounting can be asked for longer. */
    Optional<Job> find(Pass pass, String mark) {
        List<SlurmJson.Raw> own = own(pass, api.jobs(pass).stream());
        return job(own, mark)
                .or(() ->
                        history.jobs(pass, JobQuery.all(1))
                                .flatMap(told ->
                                        job(own(pass, told.stream().map(Accounted::raw)), mark)));
    }

    private static List<SlurmJson.Raw> own(Pass pass, Stream<SlurmJson.Raw> all) {
        return all.filter(raw -> raw.userName().equals(Optional.of(pass.user()))).toList();
    }

    private Optional<Job> job(List<SlurmJson.Raw> own, String mark) {
        return own.stream()
                .filter(raw -> Comments.carries(raw.comment(), mark))
                .findFirst()
                .map(SlurmJson.Raw::wholeId)
                .flatMap(number ->
                        gathered.job(
                                own.stream().filter(raw -> raw.wholeId() == number).toList(),
                                SlurmId.of(number)));
    }
}
