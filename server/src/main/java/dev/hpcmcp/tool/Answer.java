package dev.hpcmcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool call came to: the same facts as text and, unless it failed, as structure.
 *
 * @param meta what the caller's program may want to know about it: which texts are not ours
 * @param picture of the facts, for people
 */
public record Answer(
        String text,
        Optional<ObjectNode> structured,
        boolean failed,
        Map<String, Object> meta,
        Optional<Picture> picture) {
    /** Names the fields whose text came from a cluster, a job or a site. */
    public static final String UNTRUSTED = "dev.hpcmcp/untrusted";

    /** Names the fields that open something to whoever has them, to be kept out of logs. */
    public static final String SECRET = "dev.hpcmcp/secret";

    public Answer {
        meta = Map.copyOf(meta);
    }

    public static Answer of(String text, ObjectNode structured) {
        return new Answer(text, Optional.of(structured), false, Map.of(), Optional.empty());
    }

    public static Answer failed(String words) {
        return new Answer(words, Optional.empty(), true, Map.of(), Optional.empty());
    }

    Answer untrusted(List<String> fields) {
        return naming(UNTRUSTED, fields);
    }

    Answer secret(List<String> fields) {
        return naming(SECRET, fields);
    }

    private Answer naming(String what, List<String> fields) {
        Map<String, Object> said = new LinkedHashMap<>(meta);
        if (!fields.isEmpty()) {
            said.put(what, fields);
        }
        return new Answer(text, structured, failed, said, picture);
    }

    Answer with(Optional<Picture> other) {
        return new Answer(text, structured, failed, meta, other);
    }
}
