package dev.hpcmcp.guard;

import java.util.ArrayList;
import java.util.List;

/** What guards have to say of a call, for its audit. */
public final class Notes {
    private final List<String> notes = new ArrayList<>();

    synchronized void add(String note) {
        notes.add(note);
    }

    synchronized List<String> all() {
        return List.copyOf(notes);
    }
}
