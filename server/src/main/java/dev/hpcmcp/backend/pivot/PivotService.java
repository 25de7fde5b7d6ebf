package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Throttle;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What this process has to know of one service, whoever asks: it knows no accounts, so neither its
 * ids nor its patience are anybody's own.
 */
final class PivotService {
    private static final int MOST = 10_000;

    private final Pace pace;
    private final Spacing starts;
    private final SequencedSet<String> started = new LinkedHashSet<>();
    private int perMinute;
    private Throttle throttle;

    PivotService(Pace pace, int perMinute) {
        this.pace = pace;
        this.starts = new Spacing(pace);
        this.perMinute = perMinute;
        this.throttle = Throttle.inAnyMinute(perMinute);
    }

    /**
     * Two clusters of the configuration may be one service: it bears what the lower number says.
     */
    synchronized PivotService atMost(int other) {
        if (other < perMinute) {
            perMinute = other;
            throttle = Throttle.inAnyMinute(other);
        }
        return this;
    }

    synchronized Throttle throttle() {
        return throttle;
    }

    Pace pace() {
        return pace;
    }

    Spacing starts() {
        return starts;
    }

    /**
     * Notes that a run of this id was started; false if one was before. The oldest are forgotten.
     */
    synchronized boolean begins(String id) {
        boolean first = started.add(id);
        if (started.size() > MOST) {
            started.removeFirst();
        }
        return first;
    }
}
