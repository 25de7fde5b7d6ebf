package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of jobs. A store that cannot be used makes it forgetful, never wrong. */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Clock clock;
    private final Following following;
    private final Glimpses glimpses = new Glimpses();

    Memory(Database database, Clock clock, Following following) {
        this.database = database;
        this.clock = clock;
        this.following = following;
    }

    Instant now() {
        return clock.instant();
    }

    /** From here on the job is there: what goes wrong must not look like a refusal. */
    Submitted accepted(Sending sending, Optional<Intent> intent, Submitted submitted) {
        Job job = submitted.job();
        try {
            database.write(sql -> {
                Entries.add(sql, sending, job);
                if (intent.isPresent()) {
                    Intents.done(sql, intent.get(), job.jobId().value());
                }
                return job;
            });
            following.remembered(sending.caller(), sending.cluster(), List.of(job));
            return submitted;
        } catch (StoreTrouble away) {
            List<String> warnings = new ArrayList<>(submitted.warnings());
            warnings.add("it was submitted, but not remembered: " + away.problem());
            return new Submitted(job, warnings, submitted.already());
        }
    }

    /** A job that an intent names, as it was last seen. */
    Job job(Sending sending, String id) {
        JobId jobId = new JobId(id);
        return last(sending.caller(), sending.cluster(), List.of(jobId)).stream()
                .findFirst()
                .map(Entry::seen)
                .orElseGet(() ->
                        Job.of(sending.cluster(), jobId, JobState.UNKNOWN, "forgotten", now())
                                .build());
    }

    /** Notes how the caller's jobs are now, where that is news and they are ours. */
    void saw(Caller caller, String cluster, List<Job> jobs) {
        following.saw(caller, cluster, jobs.stream().filter(job -> !job.stale()).toList());
        List<Job> news = glimpses.news(caller, jobs.stream().filter(Memory::tells).toList());
        if (news.isEmpty() || !database.exists()) {
            return;
        }
        try {
            for (int i = 0; i < news.size(); i += AT_ONCE) {
                note(caller, cluster, news.subList(i, Math.min(i + AT_ONCE, news.size())));
            }
            glimpses.noted(caller, news);
        } catch (StoreTrouble away) {
            LOG.debug("jobs were seen, and not noted", away);
        }
    }

    /** A cluster that cannot look at a job says nothing of it that would be news. */
    static boolean tells(Job job) {
        return !job.stale() || job.state() != JobState.UNKNOWN;
    }

    private void note(Caller caller, String cluster, List<Job> jobs) {
        Set<JobId> ours =
                database
                        .read(sql ->
                                Entries.of(
                                        sql,
                                        caller,
                                        cluster,
                                        jobs.stream().map(Job::jobId).toList()))
                        .stream()
                        .map(entry -> entry.seen().jobId())
                        .collect(Collectors.toSet());
        if (!ours.isEmpty()) {
            Instant now = now();
            database.write(sql -> {
                for (Job job : jobs) {
                    if (ours.contains(job.jobId())) {
                        Entries.saw(sql, caller, job, now);
                    }
                }
                return now;
            });
            following.remembered(
                    caller,
                    cluster,
                    jobs.stream().filter(job -> ours.contains(job.jobId())).toList());
        }
    }

    /** How the caller's jobs were last seen, of those that are ours. */
    List<Entry> last(Caller caller, String cluster, List<JobId> ids) {
        return ids.isEmpty() || !database.exists()
                ? List.of()
                : database.read(sql -> Entries.of(sql, caller, cluster, ids));
    }

    Optional<JobRequest> request(Caller caller, String cluster, JobId id) {
        try {
            return database.exists()
                    ? database.read(sql -> Entries.request(sql, caller, cluster, id))
                    : Optional.empty();
        } catch (StoreTrouble away) {
            return Optional.empty();
        }
    }
}
