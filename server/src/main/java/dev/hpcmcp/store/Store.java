package dev.hpcmcp.store;

import dev.hpcmcp.auth.CredentialShelf;
import java.time.Clock;

/**
 * What a process remembers with: one database, opened when something of it is first needed, and
 * again after it broke.
 */
public final class Store implements AutoCloseable {
    private final StoreSettings settings;
    private final Clock clock;
    private final Database database;
    private final Ledger ledger;

    public Store(StoreSettings settings, Clock clock) {
        this(settings, clock, Following.NONE);
    }

    /**
     * @param following told of the jobs that are remembered
     */
    public Store(StoreSettings settings, Clock clock, Following following) {
        this(settings, clock, Pacing.USUAL, following);
    }

    Store(StoreSettings settings, Clock clock, Pacing pacing, Following following) {
        this.settings = settings;
        this.clock = clock;
        this.database = new Database(settings, clock);
        this.ledger = new Ledger(settings, database, Times.of(clock, pacing), following);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** To be closed before this store is. */
    public AuditLog audit(AuditSettings wanted) {
        return new AuditLog(database, wanted, clock);
    }

    /** The audit as it was written, whoever wrote it. */
    public AuditChain chain() {
        return new AuditChain(database);
    }

    public StoredPreviews previews() {
        return new StoredPreviews(database, clock);
    }

    public StoredPurse purse() {
        return new StoredPurse(database, clock);
    }

    public StoredStops stops() {
        return new StoredStops(database, settings);
    }

    /** What people sign in with at clusters, sealed. */
    public CredentialShelf credentials() {
        return new CredentialTable(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
