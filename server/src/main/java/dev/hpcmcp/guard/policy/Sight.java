package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a job took, from how it was seen to have ended. In doubt it is too much, never too little.
 */
final class Sight {
    private Sight() {}

    /** The claim as it turned out. */
    static Claim settled(Claim claim, Job job, Instant now) {
        Instant end = job.endedAt().filter(time -> !time.isAfter(now)).orElse(now);
        return took(claim, job)
                .map(time -> claim.lasting(time.toSeconds()))
                .orElseGet(() -> atMost(claim, end))
                .ended(end);
    }

    /** Empty where nobody saw it, and for arrays, whose tasks each ran for another time. */
    private static Optional<Duration> took(Claim claim, Job job) {
        boolean seen = job.outcome().filter(how -> how != Outcome.UNKNOWN).isPresent();
        if (!seen || claim.jobs() > 1) {
            return Optional.empty();
        }
        return job.elapsedSeconds()
                .map(Duration::ofSeconds)
                .or(() ->
                        job.startedAt()
                                .flatMap(from ->
                                        job.endedAt().map(to -> Duration.between(from, to))))
                .filter(time -> !time.isNegative());
    }

    /** No more than it might have, and no longer than there was time. */
    static Claim atMost(Claim claim, Instant end) {
        Claim whole = claim.lasting(Math.max(0, Duration.between(claim.at(), end).toSeconds()));
        return claim.openEnd()
                ? whole
                : claim.charged(
                        Math.min(claim.coreSeconds(), whole.coreSeconds()),
                        Math.min(claim.gpuSeconds(), whole.gpuSeconds()));
    }
}
