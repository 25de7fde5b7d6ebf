package dev.hpcmcp.store;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.guard.Stop;
import dev.hpcmcp.guard.Stops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stops, seen by all servers over one store. Beside a database that is a file lies a flag while
 * there are any: without it nobody needs to open the database to know that there are none.
 */
public final class StoredStops implements Stops {
    private final Database database;
    private final Optional<Path> flag;

    StoredStops(Database database, StoreSettings settings) {
        this.database = database;
        this.flag = settings.file().map(file -> file.resolveSibling(file.getFileName() + ".stops"));
    }

    @Override
    public List<Stop> now() {
        if (!database.exists() || flag.filter(Files::notExists).isPresent()) {
            return List.of();
        }
        return asked(() ->
                database.read(
                        sql -> sql.all("select * from stop order by since", StoredStops::stop)));
    }

    /** The flag comes first, so that no server overlooks the stop. */
    public void add(Stop stop) {
        asked(() -> {
            List<String> key = List.of(stop.target().name(), stop.name());
            database.write(sql -> {
                flag(true);
                sql.change(
                        "delete from stop where target = ? and name = ?", key.get(0), key.get(1));
                return sql.change(
                        "insert into stop (target, name, by_whom, since, expiry, reason) values (?,"
                                + " ?, ?, ?, ?, ?)",
                        key.get(0),
                        key.get(1),
                        stop.by(),
                        stop.since().toEpochMilli(),
                        stop.until().map(Instant::toEpochMilli),
                        stop.reason());
            });
            return true;
        });
    }

    /** Whether there was one. */
    public boolean lift(Stop.Target target, String name) {
        return asked(() ->
                database.write(sql -> {
                    int lifted =
                            sql.change(
                                    "delete from stop where target = ? and name = ?",
                                    target.name(),
                                    name);
                    if (sql.all("select 1 from stop", row -> row.getInt(1)).isEmpty()) {
                        flag(false);
                    }
                    return lifted > 0;
                }));
    }

    private void flag(boolean there) {
        flag.ifPresent(path -> {
            try {
                if (!there) {
                    Files.deleteIfExists(path);
                } else if (Files.notExists(path)) {
                    Files.writeString(path, "somebody is stopped: hpc-mcp stop-agent --list\n");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Stop stop(ResultSet row) throws SQLException {
        long expiry = row.getLong("expiry");
        Optional<Instant> until =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiry));
        return new Stop(
                Stop.Target.valueOf(row.getString("target")),
                row.getString("name"),
                row.getString("by_whom"),
                Instant.ofEpochMilli(row.getLong("since")),
                until,
                Optional.ofNullable(row.getString("reason")));
    }

    private static <T> T asked(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreTrouble away) {
            throw new NotKept(away.problem(), away);
        } catch (UncheckedIOException away) {
            throw new NotKept(
                    "the flag beside the store cannot be written: " + away.getMessage(), away);
        }
    }
}
