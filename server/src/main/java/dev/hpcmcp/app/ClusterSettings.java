package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One cluster of the configuration; its {@code kind} says which record it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClusterSettings.Local.class, name = "local"),
    @JsonSubTypes.Type(value = ClusterSettings.Slurm.class, name = "slurm")
})
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

    /** A Slurm cluster behind slurmrestd. */
    record Slurm(
            String id,
            Optional<String> title,
            String url,
            Optional<String> user,
            Optional<String> token,
            Optional<String> jwtKeyFile,
            List<String> users,
            Optional<String> version,
            Optional<String> directory,
            Optional<LogAccess> logs,
            Optional<Integer> pollFloor,
            Optional<Integer> timeout)
            implements ClusterSettings {
        /** Where jobs' output is read. */
        enum LogAccess {
            FILES
        }

        /** When the controller is away, slurmrestd takes ten seconds to say so. */
        private static final int SHORTEST_TIMEOUT = 15;

        public Slurm {
            checkId(id);
            users = List.copyOf(users);
            if (token.isPresent() == jwtKeyFile.isPresent()) {
                throw new IllegalArgumentException(
                        "a slurm cluster needs a token or a jwt-key-file, and only one of the two");
            }
            if (token.isPresent() && user.isEmpty()) {
                throw new IllegalArgumentException("with a token goes the user it is for");
            }
            if (timeout.filter(seconds -> seconds < SHORTEST_TIMEOUT).isPresent()) {
                throw new IllegalArgumentException("timeout is at least 15 seconds for slurm");
            }
            if (pollFloor.filter(seconds -> seconds < 1).isPresent()) {
                throw new IllegalArgumentException("poll-floor is at least 1 second");
            }
        }

        @Override
        public String toString() {
            return "Slurm[id=" + id + ", url=" + url + "]";
        }
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a cluster's id has up to 40 small letters, digits or dashes");
        }
    }
}
