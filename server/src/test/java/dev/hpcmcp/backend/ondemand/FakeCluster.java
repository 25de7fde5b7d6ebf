package dev.hpcmcp.backend.ondemand;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Slurm cluster as the API shows it. Nothing moves unless a test says so. */
final class FakeCluster {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int number = 200;

    /** A job, with the fields of its submit. */
    static final class Job {
        final String id;
        final String owner;
        final Map<String, Object> options;
        final String script;
        final Instant submitted = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String state = "pending";
        Optional<Instant> started = Optional.empty();
        long ran;
        boolean held;
        boolean gone;
        Optional<String> historyId = Optional.empty();

        Job(String id, String owner, Map<String, Object> options, String script) {
            this.id = id;
            this.owner = owner;
            this.options = options;
            this.script = script;
            this.held = script.contains("#SBATCH --hold");
        }

        boolean isOver() {
            return !List.of("pending", "running", "suspended").contains(state);
        }
    }

    Job submit(String owner, Map<String, Object> options, String script) {
        Job job = new Job(String.valueOf(++number), owner, options, script);
        jobs.put(job.id, job);
        return job;
    }

    Optional<Job> job(String id) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> !job.gone);
    }

    Job known(String id) {
        return Optional.ofNullable(jobs.get(id)).orElseThrow();
    }

    void start(String id) {
        Job job = known(id);
        if (job.state.equals("pending") && !job.held) {
            job.state = "running";
            job.started = Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    void finish(String id, String state) {
        Job job = known(id);
        start(id);
        if (job.state.equals("running")) {
            job.state = state;
            job.ran = 7;
            job.started = job.started.map(at -> at.minus(Duration.ofSeconds(7)));
        }
    }

    void cancel(String id) {
        job(id).filter(job -> !job.isOver())
                .ifPresent(job -> {
                    job.ran = job.started.isPresent() ? 3 : 0;
                    job.state = "cancelled";
                });
    }

    /** It has left the view, and the accounting's memory too. */
    void forget(String id) {
        known(id).gone = true;
    }

    List<Job> of(String owner) {
        return jobs.values().stream().filter(job -> job.owner.equals(owner) && !job.gone).toList();
    }

    /** The accounting forgets nothing today, and names tasks by their array. */
    List<Job> pastOf(String owner) {
        return of(owner);
    }

    static Map<String, Object> row(Job job, Version version, boolean past) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("job_id", past ? job.historyId.orElse(job.id) : job.id);
        row.put("cluster", "owens");
        row.put("job_name", job.options.getOrDefault("job_name", "sbatch"));
        row.put("job_owner", job.owner);
        String own = past && job.state.equals("cancelled") ? "cancelled by 1234" : job.state;
        row.put("status", version.has(Version.V0_3) ? portable(job.state) : own);
        if (version.has(Version.V0_3)) {
            row.put("native_state", own);
        }
        row.put("queue_name", job.options.getOrDefault("queue_name", "batch"));
        row.put("accounting_id", past ? null : job.options.get("accounting_id"));
        row.put("submitted_at", local(job.submitted));
        row.put("started_at", job.started.map(FakeCluster::local).orElse(null));
        row.put("wallclock_time", job.ran);
        row.put("wallclock_limit", job.options.getOrDefault("wall_time", 0));
        return row;
    }

    private static String local(Instant time) {
        return time.atOffset(ZoneOffset.ofHours(-5)).toString();
    }

    private static String portable(String state) {
        return switch (state) {
            case "pending" -> "queued";
            case "running", "suspended" -> state;
            case "deadline" -> "undetermined";
            default -> "completed";
        };
    }

    /** What R3 to v0.1.0 make up for an id that nobody has, and what a submit answers. */
    static Map<String, Object> hollow(String id) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("job_id", id);
        row.put("cluster", "owens");
        row.put("status", "completed");
        for (String nothing : new ArrayList<>(List.of("job_name", "job_owner", "started_at"))) {
            row.put(nothing, null);
        }
        return row;
    }
}
