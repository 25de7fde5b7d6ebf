package dev.hpcmcp.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The task indices of a job array, such as {@code 1-10%2}: ten tasks, two at a time. */
public record TaskRange(List<Integer> indices, Optional<Integer> atATime) {
    public static final int MOST_TASKS = 10_000;

    /** In letters, as it is written. */
    public static final int LONGEST = 10_000;

    private static final Pattern SHAPE =
            Pattern.compile(
                    "^\\d{1,7}(-\\d{1,7}(:\\d{1,7})?)?(,\\d{1,7}(-\\d{1,7}(:\\d{1,7})?)?)*(%\\d{1,7})?$");

    private static final Pattern PART = Pattern.compile("(\\d+)(?:-(\\d+)(?::(\\d+))?)?");

    public TaskRange {
        indices = List.copyOf(indices);
    }

    public static TaskRange parse(String text) {
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("write task indices as 1-10, 1,5,9 or 1-10%2");
        }
        int percent = text.indexOf('%');
        Optional<Integer> atATime =
                percent < 0
                        ? Optional.empty()
                        : Optional.of(Integer.parseInt(text.substring(percent + 1)));
        if (atATime.filter(n -> n == 0).isPresent()) {
            throw new IllegalArgumentException(
                    "after % comes how many tasks run at a time, at least 1");
        }
        return new TaskRange(indices(percent < 0 ? text : text.substring(0, percent)), atATime);
    }

    private static List<Integer> indices(String list) {
        TreeSet<Integer> indices = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            Matcher range = PART.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("write task indices as 1-10, 1,5,9 or 1-10%2");
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            if (last < first || step < 1) {
                throw new IllegalArgumentException("a range runs upwards, as in 1-10 or 0-8:2");
            }
            for (int i = first; i <= last; i += step) {
                indices.add(i);
                if (indices.size() > MOST_TASKS) {
                    throw new IllegalArgumentException(
                            "an array has at most " + MOST_TASKS + " tasks");
                }
            }
        }
        return new ArrayList<>(indices);
    }
}
