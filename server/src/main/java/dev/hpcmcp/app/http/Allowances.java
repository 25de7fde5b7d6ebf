package dev.hpcmcp.app.http;

import dev.hpcmcp.port.Allowance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An allowance for each of many. */
public final class Allowances<K> {
    /** Whoever was longest away is forgotten first, and begins anew with a full purse. */
    private static final int MOST_REMEMBERED = 10_000;

    private final int perMinute;
    private final double atOnce;
    private final Map<K, Allowance> all =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<K, Allowance> eldest) {
                            return size() > MOST_REMEMBERED;
                        }
                    });

    /**
     * @param atOnce what part of a minute's worth may be spent at once
     */
    public Allowances(int perMinute, double atOnce) {
        this.perMinute = perMinute;
        this.atOnce = atOnce;
    }

    /** Takes one and answers 0, or answers how long until there will be one; all in nanoseconds. */
    public long take(K whose, long now) {
        return all.computeIfAbsent(whose, _ -> new Allowance(Optional.of(perMinute), atOnce, now))
                .take(now);
    }
}
