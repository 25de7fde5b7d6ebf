package dev.hpcmcp.guard;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was to be written. */
final class RecordingTrail implements Trail {
    final List<Trace> all = new ArrayList<>();
    final List<Trace> kept = new ArrayList<>();
    boolean broken;

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
