package dev.hpcmcp.tool;

import java.util.Map;
import java.util.Optional;

/** What a tool call came to: the same facts as text and, unless it failed, as structure. */
public record Answer(String text, Optional<Map<String, Object>> structured, boolean failed) {
    public static Answer of(String text, Map<String, Object> structured) {
        return new Answer(text, Optional.of(structured), false);
    }

    public static Answer failed(String words) {
        return new Answer(words, Optional.empty(), true);
    }
}
