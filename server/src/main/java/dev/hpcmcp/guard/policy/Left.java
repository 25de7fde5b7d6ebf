package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.LimitsLeft;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is left of what is bounded.
 *
 * @param used of each allotment
 */
record Left(Bounds bounds, List<Long> used) {
    LimitsLeft limits() {
        return new LimitsLeft(
                bounds.allowed(Choice.QUEUE).inOrder(),
                bounds.allowed(Choice.PROJECT).inOrder(),
                bounds.allowed(Choice.IMAGE).inOrder(),
                whole(Ceiling.CORES),
                whole(Ceiling.GPUS),
                bounds.most(Ceiling.MEMORY_GB),
                whole(Ceiling.NODES),
                whole(Ceiling.WALL_TIME),
                whole(Ceiling.REPLICAS),
                whole(Ceiling.ARRAY_TASKS),
                of(Quota.LIVE_JOBS),
                of(Quota.SUBMITS),
                of(Quota.CHANGES),
                hours(Quota.CORE_HOURS),
                hours(Quota.GPU_HOURS));
    }

    private Optional<Long> whole(Ceiling what) {
        return bounds.most(what).map(Double::longValue);
    }

    /** Where several count the same, the least is left. */
    private Optional<Long> of(Quota quota) {
        List<Allotment> all = bounds.allotments();
        return IntStream.range(0, all.size())
                .filter(i -> all.get(i).quota() == quota)
                .mapToObj(i -> Math.max(0, all.get(i).most() - used.get(i)))
                .min(Long::compareTo);
    }

    private Optional<Double> hours(Quota quota) {
        return of(quota).map(seconds -> Math.floor(seconds / 36.0) / 100);
    }
}
