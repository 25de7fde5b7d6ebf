package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's id as Slurm writes it: {@code 12}, task 3 of array 12 {@code 12_3}, part 1 of the
 * heterogeneous job 12 {@code 12+1}.
 */
record SlurmId(long number, OptionalInt task, OptionalInt part) {
    private static final Pattern SHAPE =
            Pattern.compile("(\\d{1,18})(?:_(\\d{1,9})|\\+(\\d{1,9}))?");

    static Optional<SlurmId> parse(JobId id) {
        Matcher matcher = SHAPE.matcher(id.value());
        return matcher.matches()
                ? Optional.of(
                        new SlurmId(
                                Long.parseLong(matcher.group(1)),
                                index(matcher.group(2)),
                                index(matcher.group(3))))
                : Optional.empty();
    }

    static SlurmId of(long number) {
        return new SlurmId(number, OptionalInt.empty(), OptionalInt.empty());
    }

    SlurmId withTask(int index) {
        return new SlurmId(number, OptionalInt.of(index), OptionalInt.empty());
    }

    private static OptionalInt index(@org.jspecify.annotations.Nullable String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    JobId asJobId() {
        return new JobId(toString());
    }

    @Override
    public String toString() {
        if (task.isPresent()) {
            return number + "_" + task.getAsInt();
        }
        return part.isPresent() ? number + "+" + part.getAsInt() : Long.toString(number);
    }
}
