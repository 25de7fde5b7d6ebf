package dev.hpcmcp.store;

import dev.hpcmcp.guard.NotKept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The audit as it was written: read in pieces, it may be long. */
public final class AuditChain {
    private static final int PIECE = 1_000;

    private final Database database;

    AuditChain(Database database) {
        this.database = database;
    }

    /** Which records are wanted. */
    public record Wanted(Optional<Instant> since, Optional<String> caller, Optional<String> tool) {
        static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** False where nothing was ever written. */
    public boolean exists() {
        return database.exists();
    }

    /** In their order. */
    public void read(Wanted wanted, Consumer<Link> reader) {
        try {
            readAfter(0, wanted, reader);
        } catch (StoreTrouble away) {
            throw new NotKept(away.problem(), away);
        }
    }

    private long readAfter(long start, Wanted wanted, Consumer<Link> reader) {
        long after = start;
        List<Link> piece = piece(after, wanted);
        while (!piece.isEmpty()) {
            piece.forEach(reader);
            after = piece.getLast().seq();
            piece = piece(after, wanted);
        }
        return after;
    }

    private List<Link> piece(long after, Wanted wanted) {
        StringBuilder where = new StringBuilder("seq > ?");
        List<Object> arguments = new ArrayList<>(List.of(after));
        wanted.since()
                .ifPresent(time -> add(where, arguments, " and at >= ?", time.toEpochMilli()));
        wanted.caller().ifPresent(caller -> add(where, arguments, " and caller = ?", caller));
        wanted.tool().ifPresent(tool -> add(where, arguments, " and tool = ?", tool));
        String sql =
                "select %s from audit where %s order by seq limit %d"
                        .formatted(Link.COLUMNS, where, PIECE);
        return database.read(it -> it.all(sql, Link::read, arguments.toArray()));
    }

    private static void add(
            StringBuilder where, List<Object> arguments, String condition, Object argument) {
        where.append(condition);
        arguments.add(argument);
    }

    /** Checks every record and their order; others may go on writing. */
    public Findings verify() {
        try {
            Verification verification = new Verification(anchor());
            long last = readAfter(0, Wanted.ALL, verification::next);
            Head end = end();
            while (end.seq() > last) {
                long read = readAfter(last, Wanted.ALL, verification::next);
                if (read == last) {
                    break;
                }
                last = read;
                end = end();
            }
            return verification.over(end);
        } catch (StoreTrouble away) {
            throw new NotKept(away.problem(), away);
        }
    }

    private Head end() {
        return database.read(Head::read).orElse(Head.START);
    }

    /** What the first record that is left says it followed on, if something was trimmed. */
    private Optional<Head> anchor() {
        return database.read(sql ->
                sql.first(
                                "select %s from audit where tool = ? and caller = ? order by seq desc limit 1"
                                        .formatted(Link.COLUMNS),
                                Link::read,
                                Line.TRIMMED,
                                "")
                        .flatMap(Line::anchor));
    }

    /**
     * What a check came to.
     *
     * @param problems empty if all is as it was written
     * @param head the hash of the last record, to compare with one noted elsewhere
     */
    public record Findings(
            long records, long first, long last, String head, List<String> problems) {
        public Findings {
            problems = List.copyOf(problems);
        }
    }
}
