package dev.hpcmcp.backend.local;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of the local cluster put together, and the two ways to use them: to look, and to
 * change.
 */
final class Cluster {
    private final LocalSettings settings;
    private final Clock clock;
    private final Spool spool;
    private final Index index;
    private final JobStore store;
    private final Views views;
    private final Submission submission;
    private final Cancelling cancelling;
    private final Changing changes;
    private final Scheduler scheduler;
    private final Servers servers;
    private volatile boolean served;

    Cluster(LocalSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        Path root = settings.spool();
        ProcessTable processes = new ProcessTable();
        Runner runner = new Runner(root, settings.grace());
        this.spool = new Spool(settings.id(), root);
        this.index = new Index(root);
        this.store = new JobStore(root);
        this.views = new Views(settings.id(), store, processes, clock);
        this.submission = new Submission(settings.slots(), index, store, clock);
        this.cancelling = new Cancelling(index, store, processes, runner, clock);
        this.changes = new Changing(settings.id(), index, store, processes, runner, clock);
        this.scheduler = new Scheduler(settings, index, store, processes, views, runner, clock);
        this.servers = new Servers(root, processes);
    }

    /** Something to do with the jobs as they stand. */
    interface Look<T> {
        T at(Standing standing) throws IOException;
    }

    /** Whether it changed anything. */
    boolean pass() {
        refuseIfUnable();
        return spool.alone(() -> {
            rememberPassCommand();
            return scheduler.pass();
        });
    }

    /** Changes something, and then lets the queue follow. */
    <T> T changing(Spool.Work<T> work) {
        refuseIfUnable();
        return spool.alone(() -> {
            rememberPassCommand();
            scheduler.pass();
            T result = work.run();
            scheduler.pass();
            return result;
        });
    }

    /**
     * Looks. The queue is looked after first where no server does that; the looking itself keeps
     * nobody waiting.
     */
    <T> T looking(Look<T> look) {
        refuseIfUnable();
        Standing standing =
                spool.alone(() -> {
                    if (!served) {
                        scheduler.pass();
                    }
                    return index.standing();
                });
        return spool.guarded(() -> look.at(standing));
    }

    Standing standing() throws IOException {
        return index.standing();
    }

    /** From here on the job is accepted: what goes wrong must not look like a refusal. */
    Job accepted(StoredJob job) {
        try {
            scheduler.pass();
            return views.of(job, job.id(), index.standing());
        } catch (IOException broken) {
            throw new HpcException(
                    new Failure.OutcomeUnknown(settings.id(), "submit job " + job.number()),
                    broken);
        }
    }

    void enterServer() {
        spool.alone(() -> {
            servers.enter();
            served = true;
            return served;
        });
    }

    void leaveServer() {
        served = false;
        spool.alone(() -> {
            servers.leave();
            scheduler.pass();
            return served;
        });
    }

    Optional<Job> owned(Caller caller, JobId id, Standing standing) throws IOException {
        Optional<Owned> owned = find(caller, id);
        return owned.isPresent()
                ? Optional.of(views.of(owned.get().job(), owned.get().id(), standing))
                : Optional.empty();
    }

    Owned owned(Caller caller, JobId id) throws IOException {
        return find(caller, id).orElseThrow(() -> LocalBackend.notFound(id));
    }

    /** Where training configurations are looked for. */
    Path home() {
        return settings.home();
    }

    ProgressFile progress(Caller caller, JobId id) throws IOException {
        return new ProgressFile(store.folders().attempt(owned(caller, id).id()).progress());
    }

    private Optional<Owned> find(Caller caller, JobId id) throws IOException {
        Optional<LocalId> local = LocalId.parse(id.value());
        Optional<StoredJob> job =
                local.isPresent() ? store.load(local.get().job()) : Optional.empty();
        return job.filter(j -> j.owner().equals(caller.subject()) && j.has(local.orElseThrow()))
                .map(j -> new Owned(j, local.orElseThrow()));
    }

    Submission submission() {
        return submission;
    }

    Cancelling cancelling() {
        return cancelling;
    }

    Changing changes() {
        return changes;
    }

    Listing listing() {
        return new Listing(store, views);
    }

    LocalLogs logs() {
        return new LocalLogs(settings.id(), store, views);
    }

    Health health() {
        Optional<String> unable = unable();
        if (unable.isPresent()) {
            return Health.down(unable.get());
        }
        try {
            spool.alone(index::standing);
        } catch (HpcException broken) {
            return Health.down(
                    broken.failure() instanceof Failure.Unreachable(String cluster, String problem)
                            ? problem
                            : "its spool is busy");
        }
        String slots = settings.slots() == 1 ? "1 slot" : settings.slots() + " slots";
        return Health.up(slots + scheduler.trouble().map(trouble -> "; " + trouble).orElse(""));
    }

    private void refuseIfUnable() {
        unable().ifPresent(problem -> {
            throw new HpcException(new Failure.Unreachable(settings.id(), problem));
        });
    }

    private static Optional<String> unable() {
        String system = System.getProperty("os.name", "");
        String name = system.toLowerCase(Locale.ROOT);
        if (!name.startsWith("linux") && !name.startsWith("mac")) {
            return Optional.of("the local cluster runs on Linux and macOS only, not on " + system);
        }
        return Runner.session().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "neither setsid nor perl is installed here, and it needs one of them to start jobs");
    }

    /** For runners: what to call when no server is alive. */
    private void rememberPassCommand() throws IOException {
        Path file = settings.spool().resolve("pass");
        String text = Preparation.values(settings.passCommand());
        if (!text.isEmpty() && !(Files.exists(file) && Files.readString(file).equals(text))) {
            Path next = settings.spool().resolve(".pass");
            PrivateFiles.write(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Gauges gauges() {
        return new Gauges(settings, store, new Machine(), clock);
    }

    ClusterDetails describe(Standing standing) throws IOException {
        int free = Room.of(settings.slots(), standing, store).free();
        return new Description(settings.id(), settings.slots(), Math.max(0, free))
                .of(standing, clock.instant());
    }
}
