package dev.hpcmcp.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, kept up to date by Flyway. */
final class Tables {
    /**
     * The last of the migrations: a database that has it needs no Flyway, which is slow to load.
     */
    static final String NEWEST = "6";

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);
    private static final String HISTORY = "hpcmcp_history";
    private static final int TRIES = 10;
    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Tables() {}

    static boolean current(Sql sql) throws SQLException {
        try (ResultSet tables =
                sql.connection()
                        .getMetaData()
                        .getTables(null, null, HISTORY, new String[] {"TABLE"})) {
            if (!tables.next()) {
                return false;
            }
        }
        List<Integer> done =
                sql.all(
                        "select 1 from " + HISTORY + " where version = ? and success = ?",
                        row -> row.getInt(1),
                        NEWEST,
                        true);
        return !done.isEmpty();
    }

    /** Where a second server does the same at this moment, one of them has to try again. */
    static void migrate(StoreSettings settings) {
        for (int left = TRIES; ; left--) {
            try {
                migrateOnce(settings);
                return;
            } catch (FlywayException busy) {
                if (left == 1) {
                    throw busy;
                }
                LOG.debug("somebody else is making the tables", busy);
                Pacing.pause(PAUSE);
            }
        }
    }

    private static void migrateOnce(StoreSettings settings) {
        Flyway.configure(Tables.class.getClassLoader())
                .dataSource(settings.url(), null, null)
                .locations("classpath:dev/hpcmcp/store/migrations")
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Forgets what nobody has seen since then. */
    static void tidy(Sql sql, Instant since) throws SQLException {
        sql.change("delete from job where seen_at < ?", since.toEpochMilli());
        sql.change("delete from intent where sent_at < ?", since.toEpochMilli());
        sql.change("delete from job_group where made_at < ?", since.toEpochMilli());
        sql.change("delete from token where expires_at < ?", since.toEpochMilli());
        // What ended longer ago than this counts in no policy, whose windows are shorter.
        Instant spent = since.minus(LONGEST_WINDOW);
        sql.change("delete from claim where ended_at < ?", spent.toEpochMilli());
        sql.change("delete from token where revoked_at < ?", since.toEpochMilli());
        sql.change("delete from credential where expires_at < ?", since.toEpochMilli());
    }
}
