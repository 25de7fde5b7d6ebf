package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.JobId;
import java.util.Optional;

/** Names and ids of runs. */
final class Names {
    private Names() {}

    /** Of a run that was given none: that of its configuration. */
    static String of(String configPath) {
        return configPath.replaceFirst("^.*/", "").replaceFirst("\\.ya?ml$", "");
    }

    /** What a service calls an id is only taken for one if it looks like one. */
    static Optional<JobId> id(String text) {
        try {
            return Optional.of(new JobId(text));
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }
}
