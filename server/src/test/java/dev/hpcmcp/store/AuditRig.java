package dev.hpcmcp.store;

import dev.hpcmcp.guard.Digest;
import dev.hpcmcp.guard.Trace;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.store.AuditChain.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One database for each test, and as many servers over it as the test wants. */
abstract class AuditRig {
    final MovingClock clock = new MovingClock();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String url = "";

    /** An empty database. */
    abstract String fresh();

    @BeforeEach
    final void make() {
        url = fresh();
    }

    @AfterEach
    final void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    final StoreSettings settings() {
        return new StoreSettings(url, Duration.ofDays(90));
    }

    final Store store() {
        Store store = new Store(settings(), clock);
        open.add(store);
        return store;
    }

    final Database database() {
        Database database = new Database(settings(), clock);
        open.add(database);
        return database;
    }

    final AuditChain chain() {
        return store().chain();
    }

    final AuditLog log() {
        return log(store(), Optional.empty());
    }

    final AuditLog log(Store store, Optional<Path> file) {
        AuditLog log = store.audit(new AuditSettings(file, Duration.ofDays(7)));
        open.add(log);
        return log;
    }

    static Trace trace(String caller) {
        return trace(caller, new MovingClock());
    }

    static Trace trace(String caller, MovingClock clock) {
        return trace(caller, clock, List.of());
    }

    static Trace trace(String caller, MovingClock clock, List<String> answers) {
        return new Trace(
                "id-" + caller,
                Trace.Kind.END,
                clock.instant(),
                caller,
                Optional.of("t1"),
                Optional.of("agent 1.0"),
                "cancel_job",
                Optional.of("here"),
                List.of("1", "2"),
                Digest.of(Map.of()),
                Optional.of("allowed"),
                Optional.of("ok"),
                Optional.of(3L),
                answers);
    }

    /** Of user0, user1 and so on, by a server of its own. */
    final void write(int records) throws Exception {
        AuditLog log = log();
        for (int i = 0; i < records; i++) {
            log.keep(trace("user" + i, clock));
        }
        log.close();
    }

    final void tamper(String statement) {
        database().write(sql -> sql.change(statement));
    }

    final List<Link> links() {
        List<Link> links = new ArrayList<>();
        chain().read(Wanted.ALL, links::add);
        return links;
    }

    final List<String> bodies() {
        return links().stream().map(Link::body).toList();
    }
}
