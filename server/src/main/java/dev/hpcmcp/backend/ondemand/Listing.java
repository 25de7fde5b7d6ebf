package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.HpcException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jobs newest first, in pages: the API gives all at once. */
final class Listing {
    private Listing() {}

    static Page<Job> page(List<Job> all, JobQuery query) {
        return Page.behind(
                query.cursor().map(Place::parse),
                query.limit(),
                all.stream().filter(query::admits).toList(),
                Place::of);
    }

    /** Where a job stands in the list, which survives that others come and go. */
    private record Place(long submitted, String id) implements Comparable<Place> {
        private static final Pattern SHAPE =
                Pattern.compile("(\\d{1,15}):([0-9A-Za-z][0-9A-Za-z_.\\[\\]-]{0,127})");
        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::submitted)
                        .thenComparing(Place::number)
                        .reversed()
                        .thenComparing(Place::id);

        static Place of(Job job) {
            long seconds = job.submittedAt().map(Instant::getEpochSecond).orElse(0L);
            return new Place(Math.max(0, seconds), job.jobId().value());
        }

        static Place parse(String cursor) {
            Matcher matcher = SHAPE.matcher(cursor);
            if (!matcher.matches()) {
                throw HpcException.invalid("cursor", "this is not a cursor that was given out");
            }
            return new Place(Long.parseLong(matcher.group(1)), matcher.group(2));
        }

        private BigInteger number() {
            String digits = id.replaceFirst("[^0-9].*", "");
            return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return submitted + ":" + id;
        }
    }
}
