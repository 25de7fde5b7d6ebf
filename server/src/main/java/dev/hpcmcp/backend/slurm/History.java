package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the accounting still knows of jobs that the controller has forgotten, where a site has one.
 */
final class History {
    /** How far back a list goes that does not say how far. */
    private static final Duration USUAL = Duration.ofDays(1);

    /**
     * Whoever watches many jobs asks for lists all the time, and slurmdbd is slow. The controller
     * keeps a job for longer, so nothing can slip between the two.
     */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Accounting accounting;
    private final Clock clock;
    private final Duration minJobAge;
    private final Recent<Asked, Optional<List<AccountingJson.Entry>>> lists;

    private record Asked(Pass pass, Optional<Instant> since) {}

    /**
     * What the accounting tells beside the controller.
     *
     * @param since what ended before this may be missing in both
     * @param away whether it should have told more, and did not answer
     */
    record Told(List<SlurmJson.Raw> records, Instant since, boolean away) {}

    History(Accounting accounting, Clock clock, Duration minJobAge) {
        this.accounting = accounting;
        this.clock = clock;
        this.minJobAge = minJobAge;
        this.lists = new Recent<>(clock);
    }

    /** What ended before this the controller may have forgotten. */
    Instant kept() {
        return clock.instant().minus(minJobAge);
    }

    /** The same records with what the accounting adds, by the same numbers. */
    Map<Long, Known> known(Pass pass, Map<Long, List<SlurmJson.Raw>> controller) {
        Instant kept = kept();
        Map<Long, Known> known = new HashMap<>();
        controller.forEach((number, own) -> known.put(number, new Known(own, kept, false)));
        List<Map.Entry<Long, List<SlurmJson.Raw>>> doubtful =
                controller.entrySet().stream()
                        .filter(one -> mayAdd(one.getValue(), kept))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        try {
            Optional<Numbered> told = of(pass, doubtful.stream().map(Map.Entry::getKey).toList());
            told.ifPresent(all ->
                    doubtful.forEach(one ->
                            known.put(
                                    one.getKey(),
                                    new Known(
                                            Merged.of(one.getValue(), all.of(one.getKey())),
                                            Instant.EPOCH,
                                            false))));
        } catch (HpcException away) {
            doubtful.forEach(one -> known.put(one.getKey(), new Known(one.getValue(), kept, true)));
        }
        return known;
    }

    /**
     * Whether asking is worth while: of an array the controller may have forgotten those tasks that
     * ended first.
     */
    private static boolean mayAdd(List<SlurmJson.Raw> controller, Instant kept) {
        List<SlurmJson.Raw> tasks = controller.stream().filter(raw -> raw.arrayId() > 0).toList();
        return controller.isEmpty() || !new Known(tasks, kept, false).isWhole(tasks);
    }

    private Optional<Numbered> of(Pass pass, List<Long> numbers) {
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<AccountingJson.Entry>> entries =
                numbers.size() == 1
                        ? accounting.job(pass, numbers.getFirst())
                        : accounting.jobs(pass, numbers);
        return entries.map(all -> new Numbered(raws(all)));
    }

    private static List<SlurmJson.Raw> raws(List<AccountingJson.Entry> entries) {
        return entries.stream().map(Accounted::raw).toList();
    }

    /** The caller's finished jobs. */
    Told jobs(Pass pass, JobQuery query) {
        Instant kept = kept();
        Told nothing = new Told(List.of(), kept, false);
        if (!query.states().isEmpty() && !query.states().contains(JobState.FINISHED)) {
            return nothing;
        }
        Instant since = query.since().orElseGet(() -> clock.instant().minus(USUAL));
        Duration atMost = query.cursor().isPresent() ? Recent.LISTING : FRESH;
        try {
            return lists.of(
                            new Asked(pass, query.since()),
                            atMost,
                            () -> accounting.jobs(pass, since, false))
                    .value()
                    .map(all -> new Told(raws(all), since.isBefore(kept) ? since : kept, false))
                    .orElse(nothing);
        } catch (HpcException away) {
            return new Told(List.of(), kept, true);
        }
    }
}
