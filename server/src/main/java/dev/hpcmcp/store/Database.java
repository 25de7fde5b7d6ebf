package dev.hpcmcp.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, opened when it is first needed and again after it broke. What is done with it is
 * short, so one is enough for a process.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long TRUST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long TIDY_NANOS = Duration.ofDays(1).toNanos();

    private final StoreSettings settings;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Connection> open = Optional.empty();
    private Optional<StoreTrouble> trouble = Optional.empty();
    private long troubleAt;
    private long usedAt;
    private long tidiedAt;

    Database(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Something to do with the database; a write is done whole or not at all. */
    interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** False where nobody has ever written, so that looking need not make a database. */
    boolean exists() {
        return settings.file().map(Files::exists).orElse(true);
    }

    <T> T read(Work<T> work) {
        return use(connection -> work.with(new Sql(connection)));
    }

    /** What is written so outlives this process, but of a file not always a power cut. */
    <T> T write(Work<T> work) {
        return use(connection -> transaction(connection, work));
    }

    /** What is written so outlives a power cut: it waits for the disk, which takes milliseconds. */
    <T> T engrave(Work<T> work) {
        return use(connection -> {
            synchronous(connection, "full");
            try {
                return transaction(connection, work);
            } finally {
                synchronous(connection, "normal");
            }
        });
    }

    private void synchronous(Connection connection, String level) throws SQLException {
        if (settings.isSqlite()) {
            new Sql(connection).change("pragma synchronous = " + level);
        }
    }

    private static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.with(new Sql(connection));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException broken) {
            connection.rollback();
            throw broken;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T use(Use<T> use) {
        lock.lock();
        try {
            T result = use.of(connection());
            usedAt = System.nanoTime();
            return result;
        } catch (SQLException broken) {
            close();
            throw said(broken);
        } finally {
            lock.unlock();
        }
    }

    private Connection connection() throws SQLException {
        if (open.isPresent() && System.nanoTime() - usedAt > TRUST_NANOS && !alive(open.get())) {
            close();
        }
        if (open.isEmpty()) {
            open = Optional.of(opened());
            tidiedAt = System.nanoTime() - TIDY_NANOS;
        }
        Connection connection = open.get();
        if (System.nanoTime() - tidiedAt >= TIDY_NANOS) {
            tidiedAt = System.nanoTime();
            Tables.tidy(new Sql(connection), clock.instant().minus(settings.keep()));
        }
        return connection;
    }

    private static boolean alive(Connection connection) throws SQLException {
        return connection.isValid(2);
    }

    /** A database that is away is asked again after a while, not by everybody. */
    private Connection opened() throws SQLException {
        if (trouble.isPresent() && System.nanoTime() - troubleAt < RETRY_NANOS) {
            throw trouble.get();
        }
        try {
            Connection connection = Opening.open(settings);
            trouble = Optional.empty();
            return connection;
        } catch (SQLException | IOException | RuntimeException broken) {
            StoreTrouble said = said(broken);
            LOG.warn("{}", said.problem());
            trouble = Optional.of(said);
            troubleAt = System.nanoTime();
            throw said;
        }
    }

    private StoreTrouble said(Exception broken) {
        String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("it is broken");
        return new StoreTrouble(
                "the store %s cannot be used (%s)".formatted(settings.place(), why), broken);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (SQLException broken) {
            LOG.debug("the store did not close well", broken);
        } finally {
            open = Optional.empty();
            lock.unlock();
        }
    }
}
