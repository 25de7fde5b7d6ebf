package dev.hpcmcp.store;

import dev.hpcmcp.guard.policy.Allotment;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Adds up what counts against one limit. Of several tries of one request the largest counts; of
 * what has no end, the time it had so far, if that is more.
 */
final class Tally {
    private final Allotment limit;
    private final Instant now;
    private final List<Object> arguments = new ArrayList<>();
    private final String from;
    private final String amount;

    /**
     * @param own the request that is not to be counted: it is the one that asks
     */
    Tally(Allotment limit, Optional<String> own, Instant now) {
        this.limit = limit;
        this.now = now;
        this.amount = amount();
        this.from = from(own);
    }

    /** How long ended jobs go on counting. */
    static Instant since(Allotment limit, Instant now) {
        return now.minus(limit.window());
    }

    private String amount() {
        return switch (limit.quota()) {
            case LIVE_JOBS, CHANGES -> "jobs";
            case SUBMITS -> "submits";
            case CORE_HOURS -> hours("cores", "core_seconds");
            case GPU_HOURS -> hours("gpus", "gpu_seconds");
        };
    }

    private String hours(String each, String all) {
        arguments.add(now.toEpochMilli());
        arguments.add(now.toEpochMilli());
        String soFar = "(? - at) / 1000 * jobs * " + each;
        return "case when open_end = 1 and ended_at is null and %1$s > %2$s then %1$s else %2$s end"
                .formatted(soFar, all);
    }

    private String from(Optional<String> own) {
        StringBuilder where = new StringBuilder(" from claim where caller = ? and kind = ? and ");
        arguments.add(limit.caller());
        arguments.add(kind());
        where.append(
                switch (limit.quota()) {
                    case LIVE_JOBS -> "ended_at is null";
                    case SUBMITS, CHANGES -> "at > ?";
                    case CORE_HOURS, GPU_HOURS -> "(ended_at is null or ended_at > ?)";
                });
        if (!limit.window().equals(Duration.ZERO)) {
            arguments.add(since(limit, now).toEpochMilli());
        }
        limit.token()
                .ifPresent(token -> {
                    where.append(" and token = ?");
                    arguments.add(token);
                });
        own.ifPresent(request -> {
            where.append(" and request <> ?");
            arguments.add(request);
        });
        if (!limit.clusters().isEmpty()) {
            where.append(" and cluster in (")
                    .append(String.join(", ", Collections.nCopies(limit.clusters().size(), "?")))
                    .append(")");
            arguments.addAll(limit.clusters());
        }
        return where.append(" group by request").toString();
    }

    private String kind() {
        return switch (limit.quota()) {
            case CHANGES -> "CHANGE";
            case LIVE_JOBS, SUBMITS, CORE_HOURS, GPU_HOURS -> "JOB";
        };
    }

    long used(Sql sql) throws SQLException {
        return sql.first(
                        "select coalesce(sum(most), 0) from (select max(%s) as most%s) as each_request"
                                .formatted(amount, from),
                        row -> row.getLong(1),
                        arguments.toArray())
                .orElse(0L);
    }

    /** What will not count any more, and from when on. */
    record Leaving(long amount, Instant when) {}

    /** Those that leave by time alone, the first to leave first. */
    List<Leaving> leaving(Sql sql) throws SQLException {
        String time =
                switch (limit.quota()) {
                    case LIVE_JOBS -> "max(ended_at)";
                    case SUBMITS, CHANGES -> "max(at)";
                    // What still lives has no such time.
                    case CORE_HOURS, GPU_HOURS ->
                            "case when count(ended_at) = count(*) then max(ended_at) end";
                };
        return sql
                .all(
                        "select max(%s) as most, %s as gone%s order by 2"
                                .formatted(amount, time, from),
                        row -> {
                            long gone = row.getLong("gone");
                            return row.wasNull()
                                    ? Optional.<Leaving>empty()
                                    : Optional.of(
                                            new Leaving(
                                                    row.getLong("most"),
                                                    Instant.ofEpochMilli(gone)
                                                            .plus(limit.window())));
                        },
                        arguments.toArray())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
