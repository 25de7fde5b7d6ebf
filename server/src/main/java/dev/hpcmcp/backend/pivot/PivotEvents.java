package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Events;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Listens to the runs that are looked at. The service tells of one run on a line, so who follows
 * gets lines as runs are looked at, and loses them as these end.
 */
final class PivotEvents {
    /** Each is a connection; more runs than that are looked at only. */
    private static final int MOST = 8;

    private final PivotApi api;
    private final BiFunction<Caller, JobId, Optional<String>> line;
    private final Listening.Rests rests;
    private final Set<Ear> ears = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is asked for here: whoever looked at a run has seen what its line goes by.
     *
     * @param line what the line of a run goes by, as far as that was seen
     */
    PivotEvents(
            PivotApi api, BiFunction<Caller, JobId, Optional<String>> line, Listening.Rests rests) {
        this.api = api;
        this.line = line;
        this.rests = rests;
    }

    Events.Following follow(Caller caller, Runnable changed) {
        Ear ear = new Ear(caller, changed);
        ears.add(ear);
        return ear;
    }

    /** Runs were looked at for somebody. */
    void saw(Caller caller, List<Job> runs) {
        ears.stream()
                .filter(ear -> ear.caller.subject().equals(caller.subject()))
                .forEach(ear -> ear.turnTo(runs));
    }

    private final class Ear implements Events.Following {
        private final Caller caller;
        private final Runnable changed;
        private final Map<JobId, Listening> lines = new HashMap<>();
        private boolean closed;

        private Ear(Caller caller, Runnable changed) {
            this.caller = caller;
            this.changed = changed;
        }

        private synchronized void turnTo(List<Job> runs) {
            for (Job run : runs) {
                Listening line = lines.get(run.jobId());
                if (run.finished() && line != null) {
                    line.close();
                    lines.remove(run.jobId());
                } else if (!run.finished() && line == null && !closed && lines.size() < MOST) {
                    open(run.jobId());
                }
            }
        }

        private void open(JobId run) {
            line.apply(caller, run)
                    .ifPresent(
                            id -> lines.put(run, new Listening(api, caller, id, changed, rests)));
        }

        @Override
        public synchronized void close() {
            closed = true;
            ears.remove(this);
            lines.values().forEach(Listening::close);
            lines.clear();
        }
    }
}
