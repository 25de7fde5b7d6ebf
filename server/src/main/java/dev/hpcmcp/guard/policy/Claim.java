package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a caller takes of what they have: written before it is asked for, and set right when it is
 * known what came of it.
 *
 * @param key the same for all tries of one request: together they count once
 * @param jobs how many jobs it is, or are changed
 * @param cores of each of them
 * @param seconds that each of them may run
 * @param coreSeconds of all of them; what they may take, until it is known what they took
 * @param openEnd whether it goes on counting after that
 */
public record Claim(
        String id,
        String key,
        Kind kind,
        String caller,
        String token,
        String cluster,
        Instant at,
        long jobs,
        long submits,
        long cores,
        long gpus,
        long seconds,
        long coreSeconds,
        long gpuSeconds,
        boolean openEnd,
        Optional<JobId> job,
        Optional<Instant> ended) {
    /** What it is for. */
    public enum Kind {
        JOB,
        CHANGE
    }

    static Claim ofJobs(
            Caller caller, Optional<String> requestId, Ask ask, Bounds bounds, Instant now) {
        String id = UUID.randomUUID().toString();
        long seconds = ask.runs(bounds).map(Duration::toSeconds).orElse(0L);
        return new Claim(
                        id,
                        requestId.map(own -> "asked " + own).orElse("once " + id),
                        Kind.JOB,
                        caller.subject(),
                        caller.badge().token().orElse(""),
                        ask.cluster(),
                        now,
                        ask.jobs(),
                        1,
                        ask.whole(Ceiling.CORES),
                        ask.whole(Ceiling.GPUS),
                        seconds,
                        0,
                        0,
                        ask.openEnd(),
                        Optional.empty(),
                        Optional.empty())
                .lasting(seconds);
    }

    static Claim ofChange(Caller caller, String cluster, long jobs, Instant now) {
        String id = UUID.randomUUID().toString();
        return new Claim(
                id,
                "once " + id,
                Kind.CHANGE,
                caller.subject(),
                caller.badge().token().orElse(""),
                cluster,
                now,
                jobs,
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                Optional.empty(),
                Optional.of(now));
    }

    /** How much of something it takes. */
    public long takes(Quota quota) {
        return switch (quota) {
            case LIVE_JOBS -> kind == Kind.JOB ? jobs : 0;
            case SUBMITS -> submits;
            case CHANGES -> kind == Kind.CHANGE ? jobs : 0;
            case CORE_HOURS -> coreSeconds;
            case GPU_HOURS -> gpuSeconds;
        };
    }

    /** If each of its jobs runs so long. */
    Claim lasting(long seconds) {
        return charged(
                product(product(jobs, cores), seconds), product(product(jobs, gpus), seconds));
    }

    /** From now on each may run so long. */
    Claim allowed(long time) {
        return new Claim(
                        id, key, kind, caller, token, cluster, at, jobs, submits, cores, gpus, time,
                        0, 0, openEnd, job, ended)
                .lasting(time);
    }

    /** Nobody gets below a limit by asking for more than fits a number. */
    private static long product(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE / 1_000;
    }

    Claim charged(long coreTime, long gpuTime) {
        return new Claim(
                id, key, kind, caller, token, cluster, at, jobs, submits, cores, gpus, seconds,
                coreTime, gpuTime, openEnd, job, ended);
    }

    /** As many like it, asked for at once. */
    Claim times(long copies) {
        return new Claim(
                id,
                key,
                kind,
                caller,
                token,
                cluster,
                at,
                product(jobs, copies),
                product(submits, copies),
                cores,
                gpus,
                seconds,
                product(coreSeconds, copies),
                product(gpuSeconds, copies),
                openEnd,
                job,
                ended);
    }

    public Claim of(JobId known) {
        return become(Optional.of(known), ended);
    }

    Claim ended(Instant time) {
        return become(job, Optional.of(time));
    }

    private Claim become(Optional<JobId> known, Optional<Instant> end) {
        return new Claim(
                id,
                key,
                kind,
                caller,
                token,
                cluster,
                at,
                jobs,
                submits,
                cores,
                gpus,
                seconds,
                coreSeconds,
                gpuSeconds,
                openEnd,
                known,
                end);
    }

    /** The same once more, from now on. */
    Claim again(Instant now) {
        String other = UUID.randomUUID().toString();
        return new Claim(
                        other,
                        "once " + other,
                        kind,
                        caller,
                        token,
                        cluster,
                        now,
                        jobs,
                        1,
                        cores,
                        gpus,
                        seconds,
                        0,
                        0,
                        openEnd,
                        job,
                        Optional.empty())
                .lasting(seconds);
    }
}
