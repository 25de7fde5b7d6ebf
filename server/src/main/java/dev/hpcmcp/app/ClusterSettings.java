package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hpcmcp.watch.Manners;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One cluster of the configuration; its {@code kind} says which record it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = ClusterSettings.Local.class, name = "local"))
sealed interface ClusterSettings {
    Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    String id();

    /** Seconds. */
    Optional<Double> pollFloor();

    Optional<Integer> requestsPerMinute();

    /** How this cluster wants to be asked. */
    default Manners manners() {
        return new Manners(
                pollFloor().map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))),
                requestsPerMinute());
    }

    /** The embedded cluster on this machine. */
    record Local(
            String id,
            Optional<String> title,
            Optional<Integer> slots,
            Optional<String> spool,
            Optional<Integer> keepDays,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute)
            implements ClusterSettings {
        public Local {
            checkId(id);
            checkManners(pollFloor, requestsPerMinute);
            if (slots.filter(n -> n < 1).isPresent()) {
                throw new IllegalArgumentException("slots is at least 1");
            }
        }
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a cluster's id has up to 40 small letters, digits or dashes");
        }
    }

    static void checkManners(Optional<Double> pollFloor, Optional<Integer> requestsPerMinute) {
        if (pollFloor.filter(seconds -> !(seconds >= 0.2 && seconds <= 3600)).isPresent()) {
            throw new IllegalArgumentException("poll-floor is 0.2 to 3600 seconds");
        }
        if (requestsPerMinute.filter(n -> n < 1).isPresent()) {
            throw new IllegalArgumentException("requests-per-minute is at least 1");
        }
    }
}
