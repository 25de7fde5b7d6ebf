package dev.hpcmcp.store;

import dev.hpcmcp.guard.policy.Claim;
import dev.hpcmcp.model.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The table of claims. */
final class Claims {
    private static final String COLUMNS =
            "id, request, kind, caller, token, cluster, at, jobs, submits, cores, gpus, seconds,"
                    + " core_seconds, gpu_seconds, open_end, job_id, ended_at";

    private Claims() {}

    /** Writes it as it is now. */
    static void put(Sql sql, Claim claim) throws SQLException {
        sql.change("delete from claim where id = ?", claim.id());
        sql.change(
                "insert into claim ("
                        + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                claim.id(),
                claim.key(),
                claim.kind().name(),
                claim.caller(),
                claim.token(),
                claim.cluster(),
                claim.at().toEpochMilli(),
                claim.jobs(),
                claim.submits(),
                claim.cores(),
                claim.gpus(),
                claim.seconds(),
                claim.coreSeconds(),
                claim.gpuSeconds(),
                claim.openEnd() ? 1L : 0L,
                claim.job().map(JobId::value),
                claim.ended().map(Instant::toEpochMilli));
    }

    static Claim read(ResultSet row) throws SQLException {
        long ended = row.getLong("ended_at");
        boolean lives = row.wasNull();
        return new Claim(
                row.getString("id"),
                row.getString("request"),
                Claim.Kind.valueOf(row.getString("kind")),
                row.getString("caller"),
                row.getString("token"),
                row.getString("cluster"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getLong("jobs"),
                row.getLong("submits"),
                row.getLong("cores"),
                row.getLong("gpus"),
                row.getLong("seconds"),
                row.getLong("core_seconds"),
                row.getLong("gpu_seconds"),
                row.getLong("open_end") == 1,
                Optional.ofNullable(row.getString("job_id")).map(JobId::new),
                lives ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
    }
}
