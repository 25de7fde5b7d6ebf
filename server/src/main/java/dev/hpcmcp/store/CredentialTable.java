package dev.hpcmcp.store;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.CredentialShelf;
import dev.hpcmcp.auth.SealedCredential;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The table of credentials. */
final class CredentialTable implements CredentialShelf {
    private final Database database;

    CredentialTable(Database database) {
        this.database = database;
    }

    @Override
    public boolean put(SealedCredential it) {
        return said(() ->
                database.engrave(sql -> {
                    boolean older = remove(sql, it.subject(), it.cluster()) > 0;
                    sql.change(
                            "insert into credential (subject, cluster, kind, put_at, expires_at,"
                                    + " key_id, box) values (?, ?, ?, ?, ?, ?, ?)",
                            it.subject(),
                            it.cluster(),
                            it.kind().name(),
                            it.put().toEpochMilli(),
                            it.expires().map(Instant::toEpochMilli),
                            it.key(),
                            it.box());
                    return older;
                }));
    }

    @Override
    public Optional<SealedCredential> find(String subject, String cluster) {
        return rows("select * from credential where subject = ? and cluster = ?", subject, cluster)
                .stream()
                .findFirst();
    }

    @Override
    public boolean remove(String subject, String cluster) {
        return database.exists()
                && said(() -> database.engrave(sql -> remove(sql, subject, cluster))) > 0;
    }

    private static int remove(Sql sql, String subject, String cluster) throws SQLException {
        return sql.change(
                "delete from credential where subject = ? and cluster = ?", subject, cluster);
    }

    @Override
    public List<SealedCredential> all() {
        return rows("select * from credential order by subject, cluster");
    }

    /** On disk before anybody relies on it: what it replaces may not be had again. */
    @Override
    public boolean replace(SealedCredential old, SealedCredential fresh) {
        return said(() ->
                database.engrave(sql ->
                        sql.change(
                                "update credential set kind = ?, put_at = ?, expires_at = ?,"
                                        + " key_id = ?, box = ?, claimed_at = null"
                                        + " where subject = ? and cluster = ? and box = ?",
                                fresh.kind().name(),
                                fresh.put().toEpochMilli(),
                                fresh.expires().map(Instant::toEpochMilli),
                                fresh.key(),
                                fresh.box(),
                                old.subject(),
                                old.cluster(),
                                old.box())))
                > 0;
    }

    @Override
    public boolean claim(SealedCredential it, Instant now, Instant until) {
        return said(() ->
                database.write(sql ->
                        sql.change(
                                "update credential set claimed_at = ? where subject = ? and"
                                        + " cluster = ? and box = ? and (claimed_at is null or"
                                        + " claimed_at <= ?)",
                                until.toEpochMilli(),
                                it.subject(),
                                it.cluster(),
                                it.box(),
                                now.toEpochMilli())))
                > 0;
    }

    private List<SealedCredential> rows(String sql, Object... arguments) {
        return database.exists()
                ? said(() ->
                        database.read(it -> it.all(sql, CredentialTable::credential, arguments)))
                : List.of();
    }

    private static SealedCredential credential(ResultSet row) throws SQLException {
        long millis = row.getLong("expires_at");
        Optional<Instant> expires =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        return new SealedCredential(
                row.getString("subject"),
                row.getString("cluster"),
                Credential.Kind.valueOf(row.getString("kind")),
                Instant.ofEpochMilli(row.getLong("put_at")),
                expires,
                row.getString("key_id"),
                row.getString("box"));
    }

    private static <T> T said(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreTrouble away) {
            throw new HpcException(new Failure.Unreachable("the vault", away.problem()), away);
        }
    }
}
