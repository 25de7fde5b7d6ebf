package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The table of jobs. Every statement names the caller: nobody sees what is another's. */
final class Entries {
    private static final int LONGEST_REQUEST = 1_000_000;
    private static final String KEY = " where caller = ? and cluster = ? and job_id = ?";

    private Entries() {}

    /** A number that is given again means the new job. */
    static void add(Sql sql, Sending sending, Job job) throws SQLException {
        sql.change(
                "insert into job (caller, cluster, job_id, name, request_id, digest, submitted_at,"
                        + " seen_at, state, native_state, outcome, exit_code, seen, request)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (caller, cluster, job_id) do update set name ="
                        + " excluded.name, request_id = excluded.request_id, digest ="
                        + " excluded.digest, submitted_at = excluded.submitted_at, seen_at ="
                        + " excluded.seen_at, state = excluded.state, native_state ="
                        + " excluded.native_state, outcome = excluded.outcome, exit_code ="
                        + " excluded.exit_code, seen = excluded.seen, request = excluded.request",
                sending.caller().subject(),
                sending.cluster(),
                job.jobId().value(),
                job.name(),
                sending.requestId(),
                sending.digest(),
                job.submittedAt().orElse(job.asOf()).toEpochMilli(),
                job.asOf().toEpochMilli(),
                job.state().name(),
                job.nativeState(),
                job.outcome().map(Enum::name),
                job.exitCode(),
                json(job),
                sending.request().filter(text -> text.length() <= LONGEST_REQUEST));
    }

    /**
     * Notes how a job is now, unless somebody has seen it later. A later sight in the future was
     * noted before a clock jumped back, and does not count.
     */
    static void saw(Sql sql, Caller caller, Job job, Instant now) throws SQLException {
        sql.change(
                "update job set seen_at = ?, state = ?, native_state = ?, outcome = ?, exit_code ="
                        + " ?, seen = ?"
                        + KEY
                        + " and (seen_at <= ? or seen_at > ?)",
                job.asOf().toEpochMilli(),
                job.state().name(),
                job.nativeState(),
                job.outcome().map(Enum::name),
                job.exitCode(),
                json(job),
                caller.subject(),
                job.cluster(),
                job.jobId().value(),
                job.asOf().toEpochMilli(),
                now.toEpochMilli());
    }

    static List<Entry> of(Sql sql, Caller caller, String cluster, List<JobId> ids)
            throws SQLException {
        List<Object> arguments = new ArrayList<>(List.of(caller.subject(), cluster));
        ids.forEach(id -> arguments.add(id.value()));
        return sql.all(
                "select seen from job where caller = ? and cluster = ? and job_id in ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?"))
                        + ")",
                Entries::entry,
                arguments.toArray());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(Stored.MAPPER.readValue(row.getString("seen"), Job.class));
    }

    static Optional<JobRequest> request(Sql sql, Caller caller, String cluster, JobId id)
            throws SQLException {
        return sql.first(
                        "select request from job" + KEY,
                        row -> Optional.ofNullable(row.getString("request")),
                        caller.subject(),
                        cluster,
                        id.value())
                .flatMap(request -> request)
                .map(text -> Stored.MAPPER.readValue(text, JobRequest.class));
    }

    /** The way into a session is a secret, and does not outlive it. */
    private static String json(Job job) {
        return Json.MAPPER.writeValueAsString(job.change().connectUrl(Optional.empty()).build());
    }

    /** Reads what other versions of this program wrote, too. */
    private static final class Stored {
        static final JsonMapper MAPPER =
                Json.MAPPER
                        .rebuild()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
    }
}
