package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tags of a session: those asked for, the mark by which it is found again, and whose agent made
 * it in which call. Only these last say something that the service has no field for, and only they
 * may be missing.
 */
final class GuideTags {
    /** What is ours begins so; it is not shown as a tag of the run. */
    static final String OURS = "hpcmcp-";

    private static final String PREFIX = "HPC_MCP_";

    /** As many as a request may have: nobody says how many a service takes. */
    private static final int MOST = 20;

    private GuideTags() {}

    static List<String> plain(TrainingRequest request) {
        List<String> tags = new ArrayList<>(request.tags());
        request.requestId().ifPresent(tags::add);
        return tags;
    }

    /** As far as there is room: first who, then with what, then in which call. */
    static List<String> signed(TrainingRequest request, Caller caller) {
        List<String> tags = plain(request);
        Signature.on(Map.of(), caller)
                .forEach((name, value) -> {
                    if (tags.size() < MOST) {
                        tags.add(tag(name, value));
                    }
                });
        return tags;
    }

    /** Such as {@code hpcmcp-user:alice}. */
    private static String tag(String name, String value) {
        String plain = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return OURS + plain.toLowerCase(Locale.ROOT) + ":" + value;
    }
}
