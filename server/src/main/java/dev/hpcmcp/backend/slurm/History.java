package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the accounting still knows of jobs that the controller has forgotten, where a site has one.
 */
final class History {
    /** How far back a list goes that does not say how far. */
    private static final Duration USUAL = Duration.ofDays(1);

    /** The controller keeps a job for longer, so nothing can slip between the two. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Accounting accounting;
    private final Clock clock;
    private final Duration minJobAge;
    private final Map<String, Told> usual = new ConcurrentHashMap<>();

    History(Accounting accounting, Clock clock, Duration minJobAge) {
        this.accounting = accounting;
        this.clock = clock;
        this.minJobAge = minJobAge;
    }

    /**
     * Whether asking is worth while: of an array the controller may have forgotten those tasks that
     * ended first.
     */
    boolean mayAdd(List<SlurmJson.Raw> controller) {
        return controller.isEmpty()
                || controller.stream().anyMatch(raw -> raw.arrayId() > 0 && old(raw));
    }

    private boolean old(SlurmJson.Raw raw) {
        Instant submitted = Instant.ofEpochSecond(SlurmJson.number(raw.submitTime()).orElse(0L));
        return submitted.plus(minJobAge).isBefore(clock.instant());
    }

    /** One job's records, those of the accounting included. */
    List<SlurmJson.Raw> of(Pass pass, long number, List<SlurmJson.Raw> controller) {
        List<AccountingJson.Entry> own =
                accounting.job(pass, number).orElse(List.of()).stream()
                        .filter(entry -> entry.user().equals(Optional.of(pass.user())))
                        .toList();
        return Merged.of(controller, own);
    }

    /** The caller's finished jobs; empty if the accounting cannot tell now. */
    Optional<List<AccountingJson.Entry>> jobs(Pass pass, JobQuery query) {
        boolean finished = query.states().isEmpty() || query.states().contains(JobState.FINISHED);
        if (!finished) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(
                    query.since().isPresent()
                            ? accounting.jobs(pass, query.since().get(), false).orElse(List.of())
                            : usual(pass));
        } catch (HpcException away) {
            return Optional.empty();
        }
    }

    /** Whoever watches many jobs asks for lists all the time, and slurmdbd is slow. */
    private List<AccountingJson.Entry> usual(Pass pass) {
        Instant now = clock.instant();
        usual.values().removeIf(told -> told.at().plus(FRESH).isBefore(now));
        return usual.computeIfAbsent(
                        pass.user(),
                        _ ->
                                new Told(
                                        now,
                                        accounting
                                                .jobs(pass, now.minus(USUAL), false)
                                                .orElse(List.of())))
                .jobs();
    }

    private record Told(Instant at, List<AccountingJson.Entry> jobs) {}
}
