package dev.hpcmcp.app;

import dev.hpcmcp.guard.Audit;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.store.AuditLog;
import dev.hpcmcp.store.Store;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** What writes this process's audit: one, made when there is something to record. */
final class Recorder implements AutoCloseable {
    private final AuditPart audit;
    private final boolean http;
    private final Supplier<Store> store;
    private final Clock clock;
    private Optional<AuditLog> log = Optional.empty();

    Recorder(Settings settings, boolean http, Supplier<Store> store, Clock clock) {
        this.audit = settings.audit().orElse(AuditPart.NONE);
        this.http = http;
        this.store = store;
        this.clock = clock;
    }

    /** Of calls, unless the audit is off. */
    Optional<Guard> calls() {
        return audit.on()
                ? Optional.of(new Audit(log(), audit.reads(http), audit.required(), clock))
                : Optional.empty();
    }

    /** Of what is done outside them. */
    Witness witness() {
        return audit.on()
                ? new Witness(this::log, audit.reads(http), audit.required(), clock)
                : Witness.NONE;
    }

    private synchronized AuditLog log() {
        AuditLog made = log.orElseGet(() -> store.get().audit(audit.settings()));
        log = Optional.of(made);
        return made;
    }

    /** Writes what is not written yet. */
    @Override
    public synchronized void close() {
        log.ifPresent(AuditLog::close);
    }
}
