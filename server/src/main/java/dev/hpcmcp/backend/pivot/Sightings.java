package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sessions of runs, where the code serves them, and remembers which they were. */
final class Sightings {
    private static final String PROCESS = "train_\\d{8}_\\d{6}";
    private static final int MOST = 5_000;

    private final PivotApi api;
    private final Clock clock;
    private final SeenSessions seen = new SeenSessions(MOST);

    Sightings(PivotApi api) {
        this.api = api;
        this.clock = api.service().pace().clock();
    }

    /** A session as a look showed it. */
    record Sighting(Part session, ServedSessions among) {}

    /** Whether it is the id of a process, which need not have a session. */
    static boolean isProcess(JobId id) {
        return id.value().matches(PROCESS);
    }

    /**
     * The sessions of these runs. Processes that were looked for everywhere before, and had none,
     * are not worth more than one look at each time.
     */
    Map<JobId, Sighting> of(Caller caller, List<JobId> ids) {
        Map<JobId, Sighting> found = new HashMap<>();
        api.workers()
                .search(how -> {
                    ServedSessions sessions = ServedSessions.of(api, caller, clock.instant(), how);
                    ids.forEach(id ->
                            sessions.session(id.value())
                                    .ifPresent(one ->
                                            found.putIfAbsent(id, new Sighting(one, sessions))));
                    boolean enough =
                            ids.stream()
                                    .allMatch(id ->
                                            found.containsKey(id) || seen.isWithout(id.value()));
                    return enough ? Optional.of(found) : Optional.empty();
                });
        ids.forEach(id -> note(id, Optional.ofNullable(found.get(id))));
        return found;
    }

    Optional<Part> of(Caller caller, JobId id) {
        return Optional.ofNullable(of(caller, List.of(id)).get(id)).map(Sighting::session);
    }

    private void note(JobId id, Optional<Sighting> sighting) {
        sighting.ifPresentOrElse(
                one -> seen.has(id.value(), one.session().text("session_id")),
                () -> {
                    if (isProcess(id)) {
                        seen.hasNone(id.value());
                    }
                });
    }

    /** Which session it had when it was last seen. */
    Optional<String> last(JobId id) {
        return seen.of(id.value());
    }
}
