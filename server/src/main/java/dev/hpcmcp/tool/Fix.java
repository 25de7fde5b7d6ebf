package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.model.Usage;
import java.util.List;
import java.util.Optional;

/** How a request would have to change for the job to fare better. */
enum Fix {
    MORE_TIME,
    MORE_MEMORY,
    QUEUE_TIME,
    ONE_GPU,
    WITHOUT_AFTER,
    UNIX_LINES,
    AGAIN;

    /**
     * The changed request; empty if it would be the same one, which would end the same way.
     *
     * @param queueTime the longest run time of its queue, where known
     */
    Optional<JobRequest> to(JobRequest request, Job job, Optional<Long> queueTime) {
        JobRequest one = request.change().withoutReplicas().build();
        Optional<JobRequest> changed =
                switch (this) {
                    case MORE_TIME ->
                            moreTime(one, job, queueTime)
                                    .map(time -> one.change().wallTimeSeconds(time).build());
                    case MORE_MEMORY ->
                            moreMemory(one, job).map(gb -> one.change().memoryGb(gb).build());
                    case QUEUE_TIME ->
                            queueTime.map(time -> one.change().wallTimeSeconds(time).build());
                    case ONE_GPU -> Optional.of(one.change().gpus(1).build());
                    case WITHOUT_AFTER -> Optional.of(one.change().after(List.of()).build());
                    case UNIX_LINES ->
                            one.script()
                                    .map(script -> script.replace("\r\n", "\n").replace("\r", ""))
                                    .map(script -> one.change().script(script).build());
                    case AGAIN -> Optional.of(one);
                };
        return changed.filter(other -> this == AGAIN || !other.equals(one));
    }

    private static Optional<Long> moreTime(JobRequest request, Job job, Optional<Long> most) {
        return request.wallTimeSeconds()
                .or(job::wallTimeSeconds)
                .map(seconds -> Math.min(seconds * 2, most.orElse(Long.MAX_VALUE)));
    }

    /** Twice as much, or half as much again as it is known to have used. */
    private static Optional<Double> moreMemory(JobRequest request, Job job) {
        Optional<Double> asked =
                request.memoryGb().or(() -> job.resources().flatMap(Resources::memoryGb));
        Optional<Double> used = job.usage().flatMap(Usage::maxMemoryGb);
        return asked.map(gb -> gb * 2)
                .or(() -> used.map(gb -> gb * 1.5))
                .map(gb -> Math.max(gb, used.orElse(0.0) * 1.5))
                .map(gb -> gb >= 1 ? Math.ceil(gb) : gb)
                .filter(gb -> gb > 0);
    }
}
