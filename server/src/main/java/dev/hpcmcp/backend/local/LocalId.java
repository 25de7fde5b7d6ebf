package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.JobId;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a job, such as {@code 12}, or of one task of an array, such as {@code 12_3}. */
record LocalId(long job, Optional<Integer> task) implements Comparable<LocalId> {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,17})(?:_(0|[1-9]\\d{0,6}))?");
    private static final Comparator<LocalId> ORDER =
            Comparator.comparingLong(LocalId::job).thenComparingInt(id -> id.task().orElse(-1));

    static LocalId ofJob(long job) {
        return new LocalId(job, Optional.empty());
    }

    /** Empty for what cannot be an id of ours, whatever it is. */
    static Optional<LocalId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new LocalId(
                                Long.parseLong(matcher.group(1)),
                                Optional.ofNullable(matcher.group(2)).map(Integer::valueOf)))
                : Optional.empty();
    }

    LocalId task(int index) {
        return new LocalId(job, Optional.of(index));
    }

    boolean isTask() {
        return task.isPresent();
    }

    JobId asJobId() {
        return new JobId(toString());
    }

    @Override
    public int compareTo(LocalId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return task.map(index -> job + "_" + index).orElseGet(() -> Long.toString(job));
    }
}
