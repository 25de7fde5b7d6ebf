package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.rest.Call;
import java.util.Optional;

/**
 * A call, and what it means here.
 *
 * @param subject what it is about; without one a 404 means that the gateway lacks the feature
 */
record Errand(
        Call call, Feature feature, String operation, Optional<Subject> subject, boolean changes) {
    record Subject(String kind, String id) {}

    static Errand read(Feature feature, Call call) {
        return new Errand(call, feature, "reading " + feature.words(), Optional.empty(), false);
    }

    static Errand change(Feature feature, String operation, Call call) {
        return new Errand(call.doing(operation), feature, operation, Optional.empty(), true);
    }

    Errand about(String kind, String id) {
        return new Errand(
                call.about(kind, id),
                feature,
                operation,
                Optional.of(new Subject(kind, id)),
                changes);
    }
}
