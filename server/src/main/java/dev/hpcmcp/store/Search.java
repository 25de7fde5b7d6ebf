package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Marks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Looks for a job whose acceptance nobody saw. */
final class Search {
    private final Clock clock;
    private final Pacing pacing;

    Search(Clock clock, Pacing pacing) {
        this.clock = clock;
        this.pacing = pacing;
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
        Iterator<Duration> pauses = pacing.looks().iterator();
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
        try {
            Optional<Job> job = marks.findByMark(sending.caller(), mark);
            if (job.isPresent()) {
                return new Sighting.Found(job.get());
            }
        } catch (HpcException away) {
            return new Sighting.Unclear();
        }
        return settled(sentAt, marks) ? new Sighting.RuledOut() : new Sighting.Unclear();
    }

    /** Late enough for the job to have shown up, and not so late that it may be gone again. */
    private boolean settled(Instant sentAt, Marks marks) {
        Duration past = Duration.between(sentAt, clock.instant());
        boolean shown = marks.settles().isZero() || past.compareTo(marks.settles()) >= 0;
        return shown && marks.keeps().map(keeps -> past.compareTo(keeps) < 0).orElse(true);
    }
}
