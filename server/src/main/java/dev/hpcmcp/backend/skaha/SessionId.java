package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.JobId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the service calls a session, or an app inside a desktop. An app has an id of its own only
 * within its desktop, so ours has both: {@code desktop:app}.
 */
record SessionId(String session, Optional<String> app) {
    /** What a label of the cluster may be; the current service gives eight small characters. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** Empty for what no session can be called: that must not get into an address. */
    static Optional<SessionId> of(JobId id) {
        String[] parts = id.value().split(":", -1);
        boolean sound = parts.length <= 2;
        for (String part : parts) {
            sound &= isLabel(part);
        }
        return sound
                ? Optional.of(
                        new SessionId(
                                parts[0],
                                parts.length == 2 ? Optional.of(parts[1]) : Optional.empty()))
                : Optional.empty();
    }

    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches() && !text.contains("..");
    }

    String[] path() {
        return app.map(own -> new String[] {"session", session, "app", own})
                .orElseGet(() -> new String[] {"session", session});
    }

    JobId job() {
        return new JobId(toString());
    }

    @Override
    public String toString() {
        return session + app.map(own -> ":" + own).orElse("");
    }
}
