package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlTest {
    @TempDir private static Path folder;

    static Stream<String> urls() {
        return Stream.of(sqlite(UUID.randomUUID() + ".db"), Postgres.fresh());
    }

    private static String sqlite(String name) {
        return "jdbc:sqlite:" + folder.resolve(name);
    }

    private static Database database(String url) {
        return new Database(new StoreSettings(url, Duration.ofDays(90)), Clock.systemUTC());
    }

    @ParameterizedTest
    @MethodSource("urls")
    void undoesAllOfWhatFailedHalfway(String url) {
        try (Database database = database(url)) {
            change(database, "create table pot (beans bigint)");
            for (Throwable trouble :
                    List.of(
                            new SQLException("away"),
                            new IllegalStateException("a bug"),
                            new StackOverflowError("deep"))) {
                assertThatThrownBy(() ->
                                database.write(sql -> {
                                    add(sql, 1);
                                    throw SqlTest.<RuntimeException>any(trouble);
                                }))
                        .hasMessageContaining(trouble.getMessage());
                assertThat(beans(database)).isEmpty();
            }
            database.write(sql -> add(sql, 2));
            database.write(sql -> add(sql, 3));
            assertThat(beans(database)).containsExactly(2L, 3L);
        }
        try (Database again = database(url)) {
            assertThat(beans(again)).containsExactly(2L, 3L);
        }
    }

    /** A virtual thread that is interrupted would close the socket that it reads from. */
    @ParameterizedTest
    @MethodSource("urls")
    void whoIsToldToEndStillWritesAndBreaksNothing(String url) throws Exception {
        try (Database database = database(url)) {
            change(database, "create table pot (beans bigint)");
            AtomicReference<Object> seen = new AtomicReference<>("nothing");
            Thread.ofVirtual()
                    .start(() -> {
                        Thread.currentThread().interrupt();
                        try {
                            database.write(sql -> add(sql, 1));
                            seen.set(Thread.currentThread().isInterrupted());
                        } catch (RuntimeException broken) {
                            seen.set(broken);
                        }
                    })
                    .join();
            assertThat(seen.get()).isEqualTo(true);
            assertThat(beans(database)).containsExactly(1L);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E any(Throwable trouble) throws E {
        throw (E) trouble;
    }

    @ParameterizedTest
    @MethodSource("urls")
    void preparesWhatIsUsedOftenOnceAndKeepsFew(String url) {
        try (Database database = database(url)) {
            for (int i = 0; i < 200; i++) {
                String seldom = "select " + i + " + ?";
                assertThat(number(database, seldom, i)).isEqualTo(2L * i);
                assertThat(number(database, "select ? - 1", i)).isEqualTo(i - 1L);
            }
            int kept = database.read(Sql::kept);
            assertThat(kept).isEqualTo(Sql.KEPT);
            assertThat(number(database, "select ? - 1", 7)).isEqualTo(6);
            int after = database.read(Sql::kept);
            assertThat(after).isEqualTo(kept);
        }
    }

    @Test
    void waitsForTheDiskOnlyWhereThatIsWanted() {
        try (Database database = database(sqlite("disk.db"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(database.engrave(SqlTest::synchronous)).contains("2");
                assertThat(database.write(SqlTest::synchronous)).contains("1");
            }
        }
    }

    private static Optional<String> synchronous(Sql sql) throws SQLException {
        return sql.setting("pragma synchronous");
    }

    private static void change(Database database, String statement) {
        database.write(sql -> sql.change(statement));
    }

    private static int add(Sql sql, long beans) throws SQLException {
        return sql.change("insert into pot (beans) values (?)", beans);
    }

    private static List<Long> beans(Database database) {
        return database.read(
                sql -> sql.all("select beans from pot order by beans", row -> row.getLong(1)));
    }

    private static long number(Database database, String statement, long argument) {
        return database.read(sql -> sql.first(statement, row -> row.getLong(1), argument))
                .orElseThrow();
    }
}
