package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/** One cluster of the configuration; its {@code kind} says which record it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = ClusterSettings.Local.class, name = "local"))
sealed interface ClusterSettings {
    Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    String id();

    /** The embedded cluster on this machine. */
    record Local(
            String id,
            Optional<String> title,
            Optional<Integer> slots,
            Optional<String> spool,
            Optional<Integer> keepDays)
            implements ClusterSettings {
        public Local {
            checkId(id);
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
}
