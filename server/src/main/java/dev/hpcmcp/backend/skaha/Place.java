package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.HpcException;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a session stands in a list, newest first: what has not begun yet is the newest. */
record Place(long started, String id) implements Comparable<Place> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,19}):([A-Za-z0-9._-]{1,63})");
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::started).reversed().thenComparing(Place::id);

    static Place of(Job job) {
        return new Place(
                job.startedAt()
                        .map(Instant::getEpochSecond)
                        .map(Place::positive)
                        .orElse(Long.MAX_VALUE),
                job.jobId().value());
    }

    private static long positive(long seconds) {
        return Math.max(0, seconds);
    }

    static Place parse(String cursor) {
        Matcher matcher = SHAPE.matcher(cursor);
        try {
            if (matcher.matches()) {
                return new Place(Long.parseLong(matcher.group(1)), matcher.group(2));
            }
        } catch (NumberFormatException tooLarge) {
            // Not ours either.
        }
        throw HpcException.invalid("cursor", "this is not a cursor that was given out");
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return started + ":" + id;
    }
}
