package dev.hpcmcp.backend.local;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Every unfinished job and task at one moment. What is not here has finished, or never was. */
record Standing(NavigableMap<LocalId, Entry> entries) {
    /** Where one stands; a higher priority starts sooner. */
    record Entry(LocalId id, Place place, int priority) {}

    private static final Comparator<Entry> FIRST_TO_START =
            Comparator.comparingLong((Entry entry) -> -(long) entry.priority())
                    .thenComparing(Entry::id);

    Optional<Place> place(LocalId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::place);
    }

    List<LocalId> in(Place place) {
        return entries.values().stream()
                .filter(entry -> entry.place() == place)
                .map(Entry::id)
                .toList();
    }

    /** Those that wait, in the order in which they are to start. */
    List<Entry> waiting() {
        return entries.values().stream()
                .filter(entry -> entry.place() == Place.QUEUE)
                .sorted(FIRST_TO_START)
                .toList();
    }

    /** The entries of a job: its own, or those of its tasks. */
    Map<LocalId, Entry> of(long job) {
        return entries.subMap(LocalId.ofJob(job), true, LocalId.ofJob(job + 1), false);
    }
}
