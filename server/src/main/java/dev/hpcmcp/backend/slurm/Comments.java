package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.port.Caller;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job's comment says: by which mark it can be found again, who asked for it, and what they
 * wrote themselves. {@code hpc-mcp:<mark> by alice; their words}. An array says how many tasks it
 * has, as each of them goes on saying when others are forgotten: {@code by alice, 12 tasks}.
 */
final class Comments {
    private static final String OURS = "hpc-mcp";
    private static final Pattern MARK = Pattern.compile("hpcmcp-[a-z0-9]{1,60}");
    private static final Pattern MARKED = Pattern.compile(OURS + ":(" + MARK + ") by ");

    private static final Pattern COUNTED =
            Pattern.compile(
                    OURS + "(?::" + MARK + ")? by [A-Za-z0-9@._-]*, (\\d{1,6}) tasks(?:;.*)?",
                    Pattern.DOTALL);

    /** Slurm takes a kilobyte. */
    private static final int LONGEST = 1000;

    private static final int LONGEST_NAME = 64;

    private Comments() {}

    static String of(Caller caller, JobRequest request) {
        String mark = request.requestId().map(id -> ":" + id).orElse("");
        String words =
                request.nativeOptions().stream()
                        .flatMap(text -> NativeOption.parse(text).stream())
                        .filter(option -> option.kind() == NativeOption.Kind.COMMENT)
                        .map(option -> "; " + option.value())
                        .findFirst()
                        .orElse("");
        String tasks =
                request.array()
                        .map(array -> ", " + TaskRange.parse(array).indices().size() + " tasks")
                        .orElse("");
        String comment = OURS + mark + " by " + name(caller.subject()) + tasks + words;
        return comment.length() <= LONGEST ? comment : comment.substring(0, LONGEST);
    }

    /** A name is somebody else's text: nothing that could pass for a mark. */
    private static String name(String subject) {
        String plain = subject.replaceAll("[^A-Za-z0-9@._-]", "_");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    static boolean isMark(String word) {
        return MARK.matcher(word).matches();
    }

    /** By what a job that we submitted can be told from all others. */
    static Optional<String> mark(Optional<String> comment) {
        return comment.map(MARKED::matcher)
                .filter(Matcher::lookingAt)
                .map(matcher -> matcher.group(1));
    }

    /** How many tasks the array had that we submitted. */
    static Optional<Integer> tasks(Optional<String> comment) {
        return comment.map(COUNTED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)));
    }

    static boolean carries(Optional<String> comment, String mark) {
        return comment.filter(text -> text.startsWith(OURS + ":" + mark + " by ")).isPresent();
    }
}
