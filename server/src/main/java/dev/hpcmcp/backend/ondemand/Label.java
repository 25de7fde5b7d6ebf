package dev.hpcmcp.backend.ondemand;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's name as it is on the cluster. The API keeps nothing else of a request, so behind the name
 * stand the mark by which a job is found again, and the size of its array: {@code
 * solver.hpcmcp-4k2x.a10}.
 */
record Label(String name, Optional<String> mark, Optional<Integer> tasks) {
    private static final Pattern SHAPE =
            Pattern.compile("(.*)\\.(hpcmcp-[a-z0-9]{1,60})(?:\\.a(\\d{1,5}))?", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("hpcmcp-[a-z0-9]{1,60}");

    static Label parse(String raw) {
        Matcher matcher = SHAPE.matcher(raw);
        return matcher.matches()
                ? new Label(
                        matcher.group(1),
                        Optional.of(matcher.group(2)),
                        Optional.ofNullable(matcher.group(3)).map(Integer::valueOf))
                : new Label(raw, Optional.empty(), Optional.empty());
    }

    /** A request that came with another sort of mark goes without. */
    static Label of(String name, Optional<String> mark, Optional<Integer> tasks) {
        return new Label(name, mark.filter(word -> MARK.matcher(word).matches()), tasks);
    }

    boolean isArray() {
        return tasks.isPresent();
    }

    @Override
    public String toString() {
        return mark.map(word -> name + "." + word + tasks.map(n -> ".a" + n).orElse(""))
                .orElse(name);
    }
}
