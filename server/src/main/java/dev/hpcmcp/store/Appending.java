package dev.hpcmcp.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Appends to the chain, and takes from its beginning what is old. */
final class Appending {
    private final Database database;

    /** Of the chain, as it was left here; others may have appended since. */
    private Head end = Head.START;

    Appending(Database database) {
        this.database = database;
    }

    List<Link> append(List<Line> lines) {
        List<Link> links = database.write(sql -> append(sql, lines));
        end = links.getLast().head();
        return links;
    }

    private List<Link> append(Sql sql, List<Line> lines) throws SQLException {
        List<Link> links = chained(end, lines);
        if (end.followedBy(links.getLast().head(), sql)) {
            insert(sql, links);
            return links;
        }
        return append(sql, Head.locked(sql), lines);
    }

    private static List<Link> append(Sql sql, Head from, List<Line> lines) throws SQLException {
        List<Link> links = chained(from, lines);
        links.getLast().head().write(sql);
        insert(sql, links);
        return links;
    }

    private static List<Link> chained(Head from, List<Line> lines) {
        List<Link> links = new ArrayList<>();
        Head head = from;
        for (Line line : lines) {
            Link link = Link.after(head, line);
            links.add(link);
            head = link.head();
        }
        return links;
    }

    private static void insert(Sql sql, List<Link> links) throws SQLException {
        for (Link link : links) {
            sql.change(
                    "insert into audit (" + Link.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)",
                    link.seq(),
                    link.prev(),
                    link.hash(),
                    link.at().toEpochMilli(),
                    link.caller(),
                    link.tool(),
                    link.body());
        }
    }

    /**
     * Removes the longest beginning of which all is older. The anchor is written into the chain
     * itself: without it, what is missing would have been taken by somebody else.
     */
    Optional<Link> trim(Instant now, Duration keep) {
        return database.write(sql -> {
            Head end = Head.locked(sql);
            Optional<Head> last = lastOld(sql, now.minus(keep));
            if (last.isEmpty()) {
                return Optional.empty();
            }
            sql.change("delete from audit where seq <= ?", last.get().seq());
            return append(sql, end, List.of(Line.trimmed(now, last.get()))).stream().findFirst();
        });
    }

    private static Optional<Head> lastOld(Sql sql, Instant before) throws SQLException {
        return sql.first(
                "select seq, hash from audit where seq < coalesce((select min(seq) from audit where"
                        + " at >= ?), (select max(seq) + 1 from audit)) order by seq desc limit 1",
                Head::of,
                before.toEpochMilli());
    }
}
