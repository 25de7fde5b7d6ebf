package dev.hpcmcp.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was to be written. */
public final class RecordingTrail implements Trail {
    public final List<Trace> all = new CopyOnWriteArrayList<>();
    public volatile boolean broken;
    final List<Trace> kept = new CopyOnWriteArrayList<>();

    @Override
    public void keep(Trace trace) {
        if (broken) {
            throw new NotKept("the disk is full", new IllegalStateException());
        }
        kept.add(trace);
        all.add(trace);
    }

    @Override
    public void note(Trace trace) {
        all.add(trace);
    }
}
