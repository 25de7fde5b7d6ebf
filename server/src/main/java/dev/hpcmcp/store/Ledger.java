package dev.hpcmcp.store;

import dev.hpcmcp.auth.TokenShelf;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers every job that is submitted through us. Nothing of the database is touched before
 * somebody submits, or asks about a job.
 */
public final class Ledger implements AutoCloseable {
    private final StoreSettings settings;
    private final Database database;
    private final Memory memory;
    private final Once once;
    private final Groups groups;
    private final Map<String, Backend> remembered = new ConcurrentHashMap<>();

    public Ledger(StoreSettings settings, Clock clock) {
        this(
                settings,
                new Database(settings, clock),
                Times.of(clock, Pacing.USUAL),
                Following.NONE);
    }

    Ledger(StoreSettings settings, Database database, Times times, Following following) {
        this.settings = settings;
        this.database = database;
        this.memory = new Memory(database, times.clock(), following);
        this.groups = new Groups(database, times.clock());
        this.once = new Once(new Intents(database), memory, times);
    }

    /** This cluster with a memory; the same answer each time. */
    public Backend over(Backend backend) {
        return remembered.computeIfAbsent(
                backend.id(), _ -> Remembered.over(backend, memory, once));
    }

    /** What the caller asked for when they submitted this job through us. */
    public Optional<JobRequest> requestOf(Caller caller, String cluster, JobId id) {
        return memory.request(caller, cluster, id);
    }

    /** A handle for jobs of this caller's, if it can be remembered now. */
    public Optional<JobId> group(Caller caller, String cluster, List<JobId> jobs) {
        return groups.make(caller, cluster, jobs);
    }

    /** The jobs that a handle stands for; none if the caller has no such handle. */
    public List<JobId> grouped(Caller caller, String cluster, JobId handle) {
        return groups.jobs(caller, cluster, handle);
    }

    /** The tokens of this server, in the same database. */
    public TokenShelf tokens() {
        return new TokenTable(database);
    }

    /** Where it is kept, in words. */
    public String place() {
        return settings.place();
    }

    /** Opens the database, writes to it, and says what is wrong with that. */
    public Optional<String> problem() {
        try {
            database.write(sql -> sql.change("delete from intent where caller = ?", ""));
            return Optional.empty();
        } catch (StoreTrouble away) {
            return Optional.of(away.problem());
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
