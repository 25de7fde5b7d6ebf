package dev.hpcmcp.store;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that were submitted together and are spoken of by one word. */
final class Groups {
    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

    private final Database database;
    private final Clock clock;

    Groups(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty if it cannot be remembered now. */
    Optional<JobId> make(Caller caller, String cluster, List<JobId> jobs) {
        String handle = "group:" + Mark.word();
        String ids = jobs.stream().map(JobId::value).collect(Collectors.joining("\n"));
        try {
            database.write(sql ->
                    sql.change(
                            "insert into job_group (caller, cluster, handle, jobs, made_at)"
                                    + " values (?, ?, ?, ?, ?)",
                            caller.subject(),
                            cluster,
                            handle,
                            ids,
                            clock.millis()));
            return Optional.of(new JobId(handle));
        } catch (StoreTrouble away) {
            LOG.warn("jobs have no handle: {}", away.problem());
            return Optional.empty();
        }
    }

    List<JobId> jobs(Caller caller, String cluster, JobId handle) {
        try {
            return database.read(sql ->
                    sql.first(
                                    "select jobs from job_group where caller = ? and cluster = ?"
                                            + " and handle = ?",
                                    row -> row.getString("jobs").lines().map(JobId::new).toList(),
                                    caller.subject(),
                                    cluster,
                                    handle.value())
                            .orElse(List.of()));
        } catch (StoreTrouble away) {
            throw new HpcException(
                    new Failure.Conflict(
                            away.problem() + ", so a handle cannot be read; give the job ids"),
                    away);
        }
    }
}
