package dev.hpcmcp.backend.local;

import java.util.Map;
import java.util.Optional;

/** A job or task that the caller may see and change. */
record Owned(StoredJob job, LocalId id) {
    /** Its entries among the unfinished; of an array, those of its tasks. */
    Map<LocalId, Standing.Entry> entries(Standing standing) {
        if (!id.isTask()) {
            return standing.of(id.job());
        }
        return Optional.ofNullable(standing.entries().get(id))
                .map(entry -> Map.of(id, entry))
                .orElseGet(Map::of);
    }
}
