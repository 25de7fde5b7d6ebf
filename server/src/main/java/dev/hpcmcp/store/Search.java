package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.store.Stopwatch.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Looks for a job whose acceptance nobody saw. */
final class Search {
    private final Times times;
    private final Stopwatch stopwatch;

    Search(Times times) {
        this.times = times;
        this.stopwatch = new Stopwatch(times.nanos());
    }

    /** From now on a request with this mark may be on its way. */
    void sending(String mark, Instant sentAt) {
        stopwatch.sending(mark, sentAt);
    }

    /** What looking came to. */
    sealed interface Sighting {
        record Found(Job job) implements Sighting {}

        /** There is no such job, and there will be none. */
        record RuledOut() implements Sighting {}

        record Unclear() implements Sighting {}
    }

    Sighting look(Sending sending, String mark, Instant sentAt) {
        if (sending.marks().isEmpty()) {
            return new Sighting.Unclear();
        }
        Iterator<Duration> pauses = times.pacing().looks().iterator();
        while (true) {
            Sighting sighting = once(sending, sending.marks().get(), mark, sentAt);
            if (!(sighting instanceof Sighting.Unclear)
                    || !pauses.hasNext()
                    || !Pacing.pause(pauses.next())) {
                return sighting;
            }
        }
    }

    private Sighting once(Sending sending, Marks marks, String mark, Instant sentAt) {
        Past past = stopwatch.past(mark, sentAt);
        try {
            Optional<Job> job = marks.findByMark(sending.caller(), mark);
            if (job.isPresent()) {
                return new Sighting.Found(job.get());
            }
        } catch (HpcException away) {
            return new Sighting.Unclear();
        }
        boolean certain = shown(past, marks) && !gone(past, sentAt, marks);
        return certain ? new Sighting.RuledOut() : new Sighting.Unclear();
    }

    /** Late enough for the job to have shown up. */
    private static boolean shown(Past past, Marks marks) {
        return past.time().compareTo(marks.settles()) >= 0;
    }

    /**
     * So late that it may have come and gone. No stopwatch of ours says how long ago another server
     * sent it, so there the clocks are asked, and believed where they do not disagree by much.
     */
    private boolean gone(Past past, Instant sentAt, Marks marks) {
        if (marks.keeps().isEmpty()) {
            return false;
        }
        Duration keeps = marks.keeps().get();
        Duration told = Duration.between(sentAt, times.clock().instant());
        Duration longest = told.compareTo(past.time()) < 0 ? past.time() : told;
        return past.ours()
                ? longest.compareTo(keeps) >= 0
                : told.isNegative() || longest.compareTo(keeps.dividedBy(2)) >= 0;
    }
}
