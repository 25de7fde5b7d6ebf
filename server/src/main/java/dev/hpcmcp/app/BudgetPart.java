package dev.hpcmcp.app;

import dev.hpcmcp.guard.policy.Amount;
import dev.hpcmcp.guard.policy.Quota;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What all of a caller's jobs may have together. */
record BudgetPart(
        Optional<Integer> liveJobs,
        Optional<Integer> submitsPerHour,
        Optional<Integer> cancelsPerHour,
        Optional<String> coreHours,
        Optional<String> gpuHours,
        Optional<Integer> requestsPerMinute,
        Optional<CountBy> countBy,
        Optional<String> openEndCountsAs) {
    static final BudgetPart NONE =
            new BudgetPart(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Whose jobs are added up. */
    enum CountBy {
        USER,
        TOKEN
    }

    BudgetPart {
        quotas(liveJobs, submitsPerHour, cancelsPerHour, coreHours, gpuHours);
        requestsPerMinute.ifPresent(most -> Figures.atLeast(1, "requests-per-minute", most));
        openEndCountsAs.ifPresent(Figures::span);
    }

    Map<Quota, Amount> quotas() {
        return quotas(liveJobs, submitsPerHour, cancelsPerHour, coreHours, gpuHours);
    }

    boolean byToken() {
        return countBy.filter(CountBy.TOKEN::equals).isPresent();
    }

    Optional<Duration> openEnd() {
        return openEndCountsAs.map(Figures::span);
    }

    private static Map<Quota, Amount> quotas(
            Optional<Integer> liveJobs,
            Optional<Integer> submitsPerHour,
            Optional<Integer> cancelsPerHour,
            Optional<String> coreHours,
            Optional<String> gpuHours) {
        Map<Quota, Amount> all = new EnumMap<>(Quota.class);
        liveJobs.ifPresent(
                most -> all.put(Quota.LIVE_JOBS, Amount.atOnce(whole("live-jobs", most))));
        submitsPerHour.ifPresent(
                most -> all.put(Quota.SUBMITS, Amount.perHour(whole("submits-per-hour", most))));
        cancelsPerHour.ifPresent(
                most -> all.put(Quota.CHANGES, Amount.perHour(whole("cancels-per-hour", most))));
        coreHours.ifPresent(text -> all.put(Quota.CORE_HOURS, Figures.hours(text)));
        gpuHours.ifPresent(text -> all.put(Quota.GPU_HOURS, Figures.hours(text)));
        return all;
    }

    private static int whole(String key, int most) {
        return (int) Figures.atLeast(0, key, most);
    }
}
