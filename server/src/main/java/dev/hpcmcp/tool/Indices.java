package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Task indices, written as {@code submit_job} reads them: {@code 3-5,9}. */
final class Indices {
    private static final Pattern LAST =
            Pattern.compile("(?:[_.](\\d{1,7})|\\[(\\d{1,7})](?:\\.[A-Za-z][\\w.-]*)?)$");

    private Indices() {}

    /** The index in a task's id, such as 3 in {@code 12_3}, {@code 12[3]} or {@code 12[3].pbs}. */
    static Optional<Integer> of(JobId task) {
        Matcher matcher = LAST.matcher(task.value());
        return matcher.find()
                ? Optional.ofNullable(matcher.group(1))
                        .or(() -> Optional.ofNullable(matcher.group(2)))
                        .map(Integer::valueOf)
                : Optional.empty();
    }

    static String ranges(SortedSet<Integer> indices) {
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -2;
        for (int index : indices) {
            if (index != last + 1) {
                add(ranges, first, last);
                first = index;
            }
            last = index;
        }
        add(ranges, first, last);
        return String.join(",", ranges);
    }

    private static void add(List<String> ranges, int first, int last) {
        if (first >= 0) {
            ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
        }
    }
}
