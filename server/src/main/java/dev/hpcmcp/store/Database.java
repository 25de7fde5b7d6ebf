package dev.hpcmcp.store;

import java.io.IOException;
import java.nio.file.Files;
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
    private Optional<Sql> open = Optional.empty();
    private Optional<StoreTrouble> trouble = Optional.empty();
    private long troubleAt;
    private long usedAt;
    private long tidiedAt;

    Database(StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** False where nobody has ever written, so that looking need not make a database. */
    boolean exists() {
        return settings.file().map(Files::exists).orElse(true);
    }

    <T> T read(Sql.Work<T> work) {
        return use(work);
    }

    /** What is written so outlives this process, but of a file not always a power cut. */
    <T> T write(Sql.Work<T> work) {
        return use(sql -> sql.transaction(work));
    }

    /** What is written so outlives a power cut: it waits for the disk, which takes milliseconds. */
    <T> T engrave(Sql.Work<T> work) {
        return use(sql -> {
            synchronous(sql, "full");
            try {
                return sql.transaction(work);
            } finally {
                synchronous(sql, "normal");
            }
        });
    }

    private void synchronous(Sql sql, String level) throws SQLException {
        if (settings.isSqlite()) {
            sql.setting("pragma synchronous = " + level);
        }
    }

    private <T> T use(Sql.Work<T> work) {
        lock.lock();
        try {
            T result =
                    settings.isSqlite() ? work.with(open()) : Apart.from(() -> work.with(open()));
            usedAt = System.nanoTime();
            return result;
        } catch (SQLException broken) {
            close();
            throw said(broken);
        } finally {
            lock.unlock();
        }
    }

    private Sql open() throws SQLException {
        if (open.isPresent() && System.nanoTime() - usedAt > TRUST_NANOS && !open.get().alive()) {
            close();
        }
        if (open.isEmpty()) {
            open = Optional.of(opened());
            tidiedAt = System.nanoTime() - TIDY_NANOS;
        }
        Sql sql = open.get();
        if (System.nanoTime() - tidiedAt >= TIDY_NANOS) {
            tidiedAt = System.nanoTime();
            Tables.tidy(sql, clock.instant().minus(settings.keep()));
        }
        return sql;
    }

    /** A database that is away is asked again after a while, not by everybody. */
    private Sql opened() throws SQLException {
        if (trouble.isPresent() && System.nanoTime() - troubleAt < RETRY_NANOS) {
            throw trouble.get();
        }
        try {
            Sql sql = Opening.open(settings);
            trouble = Optional.empty();
            return sql;
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
