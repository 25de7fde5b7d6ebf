package dev.hpcmcp.backend.s9s;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's name with the mark of its request behind it: the one field of a request that every answer
 * about the job repeats.
 */
record Marked(String name, Optional<String> mark) {
    private static final String BETWEEN = "--";
    private static final Pattern SHAPE =
            Pattern.compile("(.*)--(hpcmcp-[a-z0-9]+)", Pattern.DOTALL);

    static Marked parse(String text) {
        Matcher marked = SHAPE.matcher(text);
        return marked.matches()
                ? new Marked(marked.group(1), Optional.of(marked.group(2)))
                : new Marked(text, Optional.empty());
    }

    String text() {
        return mark.map(own -> name + BETWEEN + own).orElse(name);
    }
}
