package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How well finished jobs used what they had, weighted by what that was. */
final class Efficiency {
    private final Instant since;
    private final Instant until;
    private final Map<String, Double> sums = new HashMap<>();

    Efficiency(Instant since, Instant until) {
        this.since = since;
        this.until = until;
    }

    void add(AccountingJson.Entry entry) {
        SlurmJson.Raw raw = Accounted.raw(entry);
        Instant end = Instant.ofEpochSecond(SlurmJson.number(raw.endTime()).orElse(0L));
        boolean over = raw.jobState().filter(words -> Accounted.isOver(words.list())).isPresent();
        if (!over || end.isBefore(since) || end.isAfter(until)) {
            return;
        }
        count("finished", 1);
        count("succeeded", raw.jobState().orElseThrow().list().contains("COMPLETED") ? 1 : 0);
        double elapsed = seconds(entry.time().flatMap(AccountingJson.Time::elapsed));
        double start = seconds(raw.startTime());
        double submitted = seconds(raw.submitTime());
        if (start >= submitted && submitted > 0) {
            count("waits", 1);
            count("wait", start - submitted);
        }
        double cores = elapsed * entry.allocated("cpu");
        double memory = elapsed * entry.allocated("mem") / 1024.0;
        count("core_seconds", cores);
        Optional<Usage> usage = raw.accounted().flatMap(Accounted::usage);
        usage.flatMap(Usage::cpuEfficiency).ifPresent(share -> weigh("cpu", share, cores));
        usage.flatMap(Usage::memoryEfficiency).ifPresent(share -> weigh("memory", share, memory));
    }

    private static double seconds(Optional<SlurmJson.Num> number) {
        return SlurmJson.number(number).orElse(0L).doubleValue();
    }

    private void weigh(String what, double share, double weight) {
        count(what, share * weight);
        count(what + "_weight", weight);
    }

    private void count(String what, double amount) {
        sums.merge(what, amount, Double::sum);
    }

    private double sum(String what) {
        return sums.getOrDefault(what, 0.0);
    }

    /** What nobody measured is left out, not zero. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("jobs_finished", sum("finished"));
        figures.put("jobs_succeeded", sum("succeeded"));
        figures.put("core_hours", sum("core_seconds") / 3600);
        ratio("wait", "waits").ifPresent(mean -> figures.put("wait_seconds_mean", mean));
        ratio("cpu", "cpu_weight").ifPresent(share -> figures.put("cpu_percent", 100 * share));
        ratio("memory", "memory_weight")
                .ifPresent(share -> figures.put("memory_percent", 100 * share));
        return figures;
    }

    private Optional<Double> ratio(String of, String by) {
        return sum(by) > 0 ? Optional.of(sum(of) / sum(by)) : Optional.empty();
    }
}
