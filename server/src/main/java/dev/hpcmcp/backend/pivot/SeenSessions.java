package dev.hpcmcp.backend.pivot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which session a run was last seen to have, and which runs were looked for everywhere and have
 * none. What was not asked about for longest is forgotten.
 */
final class SeenSessions {
    private final int most;

    private final Map<String, Optional<String>> byRun = new LinkedHashMap<>(16, .75f, true);

    SeenSessions(int most) {
        this.most = most;
    }

    synchronized void has(String run, Optional<String> session) {
        byRun.put(run, session);
        if (byRun.size() > most) {
            byRun.remove(byRun.keySet().iterator().next());
        }
    }

    /** It was looked for just now and not found: what it had before, it may have all the same. */
    synchronized void hasNone(String run) {
        if (byRun.getOrDefault(run, Optional.empty()).isEmpty()) {
            has(run, Optional.empty());
        }
    }

    synchronized Optional<String> of(String run) {
        return byRun.getOrDefault(run, Optional.empty());
    }

    synchronized boolean isWithout(String run) {
        return byRun.containsKey(run) && of(run).isEmpty();
    }
}
