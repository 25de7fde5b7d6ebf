package dev.hpcmcp.store;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.guard.policy.Allotment;
import dev.hpcmcp.guard.policy.Claim;
import dev.hpcmcp.guard.policy.Excess;
import dev.hpcmcp.guard.policy.Purse;
import dev.hpcmcp.guard.policy.Quota;
import dev.hpcmcp.model.JobId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What callers have taken, in the database that all servers share. */
public final class StoredPurse implements Purse {
    private final Database database;
    private final Clock clock;

    StoredPurse(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean submitted(String caller, String requestId) {
        return asked(() ->
                database.exists()
                        && database.read(sql ->
                                sql.first(
                                                "select 1 from intent where caller = ? and request_id = ?"
                                                        + " and phase = 'DONE'",
                                                row -> true,
                                                caller,
                                                requestId)
                                        .isPresent()));
    }

    @Override
    public Optional<Excess> reserve(Claim claim, List<Allotment> limits) {
        return asked(() ->
                database.write(sql -> {
                    lock(sql, claim.caller());
                    Optional<Excess> over = over(sql, claim, limits);
                    if (over.isEmpty()) {
                        Claims.put(sql, claim);
                    }
                    return over;
                }));
    }

    @Override
    public Optional<Excess> room(Claim claim, List<Allotment> limits) {
        return asked(() -> database.read(sql -> over(sql, claim, limits)));
    }

    /** Until the transaction is over nobody else claims anything for this caller. */
    private static void lock(Sql sql, String caller) throws SQLException {
        sql.change(
                "insert into purse (caller) values (?) on conflict (caller) do update set caller ="
                        + " excluded.caller",
                caller);
    }

    private Optional<Excess> over(Sql sql, Claim claim, List<Allotment> limits)
            throws SQLException {
        Instant now = clock.instant();
        for (Allotment limit : limits) {
            long asked = claim.takes(limit.quota());
            Tally tally = new Tally(limit, Optional.of(claim.key()), now);
            long used = tally.used(sql);
            if (asked > 0 && used + asked > limit.most()) {
                return Optional.of(
                        new Excess(limit, used, asked, frees(sql, tally, limit, used + asked)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> frees(Sql sql, Tally tally, Allotment limit, long wanted)
            throws SQLException {
        if (limit.quota() == Quota.LIVE_JOBS) {
            return Optional.empty();
        }
        long left = wanted;
        for (Tally.Leaving one : tally.leaving(sql)) {
            left -= one.amount();
            if (left <= limit.most()) {
                return Optional.of(one.when());
            }
        }
        return Optional.empty();
    }

    @Override
    public void put(Claim claim) {
        write(sql -> Claims.put(sql, claim));
    }

    /** Where it was given up meanwhile it is written anew: the job is there. */
    @Override
    public void bind(Claim claim, JobId job) {
        write(sql -> {
            int there =
                    sql.change("update claim set job_id = ? where id = ?", job.value(), claim.id());
            if (there == 0) {
                Claims.put(sql, claim.of(job));
            }
            sql.change(
                    "delete from claim where caller = ? and request = ? and id <> ? and job_id is"
                            + " null",
                    claim.caller(),
                    claim.key(),
                    claim.id());
        });
    }

    @Override
    public void release(Claim claim) {
        write(sql -> sql.change("delete from claim where id = ?", claim.id()));
    }

    @Override
    public void end(Claim claim) {
        write(sql ->
                sql.change(
                        "update claim set core_seconds = ?, gpu_seconds = ?, ended_at = ? where id"
                                + " = ? and ended_at is null",
                        claim.coreSeconds(),
                        claim.gpuSeconds(),
                        claim.ended().orElseGet(clock::instant).toEpochMilli(),
                        claim.id()));
    }

    @Override
    public List<Claim> open(String caller) {
        return asked(() ->
                database.exists()
                        ? database.read(sql ->
                                sql.all(
                                        "select * from claim where caller = ? and kind = 'JOB' and"
                                                + " ended_at is null order by at",
                                        Claims::read,
                                        caller))
                        : List.of());
    }

    @Override
    public Optional<Claim> of(String caller, String cluster, JobId job) {
        return asked(() ->
                database.read(sql ->
                        sql.first(
                                "select * from claim where caller = ? and cluster = ? and job_id ="
                                        + " ? order by at desc limit 1",
                                Claims::read,
                                caller,
                                cluster,
                                job.value())));
    }

    @Override
    public List<Long> used(List<Allotment> limits) {
        return asked(() ->
                database.read(sql -> {
                    List<Long> used = new ArrayList<>();
                    for (Allotment limit : limits) {
                        used.add(new Tally(limit, Optional.empty(), clock.instant()).used(sql));
                    }
                    return used;
                }));
    }

    private interface Writing {
        void with(Sql sql) throws SQLException;
    }

    private void write(Writing writing) {
        asked(() ->
                database.write(sql -> {
                    writing.with(sql);
                    return true;
                }));
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreTrouble away) {
            throw new NotKept(away.problem(), away);
        }
    }
}
