package dev.hpcmcp.store;

import dev.hpcmcp.guard.Previews;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Instant;

/** Previews that all servers over one store know, so that each is used once among them. */
public final class StoredPreviews implements Previews {
    private final Database database;
    private final Clock clock;

    StoredPreviews(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void remember(String seal, Instant until) {
        write(sql -> {
            sql.change("delete from preview where expiry < ?", clock.millis());
            return sql.change(
                    "insert into preview (seal, expiry) values (?, ?) on conflict (seal) do update"
                            + " set expiry = excluded.expiry",
                    seal,
                    until.toEpochMilli());
        });
    }

    @Override
    public boolean take(String seal, Instant now) {
        return write(sql ->
                sql.change(
                        "delete from preview where seal = ? and expiry >= ?",
                        seal,
                        now.toEpochMilli()))
                == 1;
    }

    private int write(Sql.Work<Integer> work) {
        try {
            return database.write(work);
        } catch (StoreTrouble away) {
            throw new HpcException(
                    new Failure.Conflict(
                            away.problem()
                                    + ", so nobody can be shown this first; nothing was done"),
                    away);
        }
    }
}
