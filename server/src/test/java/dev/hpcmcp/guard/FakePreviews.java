package dev.hpcmcp.guard;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Previews in memory. */
final class FakePreviews implements Previews {
    private final Map<String, Instant> known = new HashMap<>();

    @Override
    public void remember(String seal, Instant until) {
        known.put(seal, until);
    }

    @Override
    public boolean take(String seal, Instant now) {
        Optional<Instant> until = Optional.ofNullable(known.get(seal));
        boolean good = until.filter(end -> !now.isAfter(end)).isPresent();
        if (good) {
            known.remove(seal);
        }
        return good;
    }
}
