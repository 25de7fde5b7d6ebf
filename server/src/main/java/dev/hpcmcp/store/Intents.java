package dev.hpcmcp.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * The table of intents. Each change is one statement that says what it expects to find, so that of
 * several servers one wins and the others see that they did not.
 */
final class Intents {
    private static final String KEY = " where caller = ? and request_id = ?";
    private static final String MINE = KEY + " and holder = ? and phase = 'SENDING'";

    private final Database database;

    Intents(Database database) {
        this.database = database;
    }

    /** Writes this one unless there is one already; answers the one that is there. */
    Intent claim(Intent mine) {
        while (true) {
            Optional<Intent> there = database.engrave(sql -> added(sql, mine));
            // It may have gone between the two statements: then it is free after all.
            if (there.isPresent()) {
                return there.get();
            }
        }
    }

    private static Optional<Intent> added(Sql sql, Intent mine) throws SQLException {
        int added =
                sql.change(
                        "insert into intent (caller, request_id, cluster, digest, mark, phase,"
                                + " holder, beat, sent_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict do nothing",
                        mine.caller(),
                        mine.requestId(),
                        mine.cluster(),
                        mine.digest(),
                        mine.mark(),
                        mine.phase().name(),
                        mine.holder(),
                        mine.beat(),
                        mine.sentAt().toEpochMilli());
        return added == 1 ? Optional.of(mine) : there(sql, mine);
    }

    private static Optional<Intent> there(Sql sql, Intent mine) throws SQLException {
        return sql.first(
                "select * from intent" + KEY, Intents::row, mine.caller(), mine.requestId());
    }

    private static Intent row(ResultSet row) throws SQLException {
        return new Intent(
                row.getString("caller"),
                row.getString("request_id"),
                row.getString("cluster"),
                row.getString("digest"),
                row.getString("mark"),
                Intent.Phase.valueOf(row.getString("phase")),
                row.getString("holder"),
                row.getLong("beat"),
                Instant.ofEpochMilli(row.getLong("sent_at")),
                Optional.ofNullable(row.getString("job_id")));
    }

    /** Takes over from a holder that gave up or went silent; only one can. */
    Optional<Intent> take(Intent other) {
        Intent mine = other.takenBy(Mark.fresh());
        int taken =
                database.write(sql ->
                        sql.change(
                                "update intent set holder = ?, beat = 0, phase = 'SENDING'"
                                        + KEY
                                        + " and holder = ? and beat = ? and phase = ?",
                                mine.holder(),
                                mine.caller(),
                                mine.requestId(),
                                other.holder(),
                                other.beat(),
                                other.phase().name()));
        return taken == 1 ? Optional.of(mine) : Optional.empty();
    }

    /** Shows the others that its holder is alive. */
    void beat(Intent mine) {
        change("update intent set beat = beat + 1" + MINE, mine);
    }

    /** From its time on a request may be on its way again. False if somebody else took over. */
    boolean sending(Intent mine) {
        return database.engrave(sql ->
                sql.change(
                        "update intent set sent_at = ?, beat = beat + 1" + MINE,
                        mine.sentAt().toEpochMilli(),
                        mine.caller(),
                        mine.requestId(),
                        mine.holder()))
                == 1;
    }

    void lost(Intent mine) {
        change("update intent set phase = 'LOST'" + MINE, mine);
    }

    /** Nothing came of it, for sure: the id is free again. */
    void forget(Intent mine) {
        change("delete from intent" + MINE, mine);
    }

    private void change(String statement, Intent mine) {
        database.write(
                sql -> sql.change(statement, mine.caller(), mine.requestId(), mine.holder()));
    }

    /** Whoever learns which job it became may say so. */
    static void done(Sql sql, Intent intent, String jobId) throws SQLException {
        sql.change(
                "update intent set phase = 'DONE', job_id = ?" + KEY + " and mark = ?",
                jobId,
                intent.caller(),
                intent.requestId(),
                intent.mark());
    }
}
