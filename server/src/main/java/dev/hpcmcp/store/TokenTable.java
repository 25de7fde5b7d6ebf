package dev.hpcmcp.store;

import dev.hpcmcp.auth.IssuedToken;
import dev.hpcmcp.auth.TokenShelf;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of tokens. */
final class TokenTable implements TokenShelf {
    private static final String PARTED_BY = "\n";

    private final Database database;

    TokenTable(Database database) {
        this.database = database;
    }

    @Override
    public void add(IssuedToken token) {
        Caller caller = token.caller();
        change(
                "insert into token (id, sha256, subject, scopes, clusters, member_of, name,"
                        + " created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                token.id(),
                token.sha256(),
                caller.subject(),
                words(caller.scopes().stream().map(Scope::text).toList()),
                caller.clusters().map(TokenTable::words),
                words(caller.badge().groups()),
                token.name(),
                token.created().toEpochMilli(),
                token.expires().map(Instant::toEpochMilli));
    }

    @Override
    public Optional<IssuedToken> find(String id) {
        return rows("select * from token where id = ?", id).stream().findFirst();
    }

    @Override
    public List<IssuedToken> all() {
        return rows("select * from token order by created_at, id");
    }

    /** Of several servers that want to note it in the same minute, one does. */
    @Override
    public void used(String id, Instant now, Duration every) {
        change(
                "update token set used_at = ? where id = ? and (used_at is null or used_at <= ?)",
                now.toEpochMilli(),
                id,
                now.minus(every).toEpochMilli());
    }

    @Override
    public boolean revoke(String id, Instant now) {
        return change(
                "update token set revoked_at = ? where id = ? and revoked_at is null",
                now.toEpochMilli(),
                id);
    }

    @Override
    public boolean replace(String id, String sha256, Instant now, Optional<Instant> expires) {
        return change(
                "update token set sha256 = ?, created_at = ?, expires_at = ? where id = ? and"
                        + " revoked_at is null",
                sha256,
                now.toEpochMilli(),
                expires.map(Instant::toEpochMilli),
                id);
    }

    private boolean change(String sql, Object... arguments) {
        return said(() -> database.write(it -> it.change(sql, arguments))) > 0;
    }

    private List<IssuedToken> rows(String sql, Object... arguments) {
        return database.exists()
                ? said(() -> database.read(it -> it.all(sql, TokenTable::token, arguments)))
                : List.of();
    }

    private static <T> T said(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreTrouble away) {
            throw new HpcException(
                    new Failure.Unreachable("the place of the tokens", away.problem()), away);
        }
    }

    private static IssuedToken token(ResultSet row) throws SQLException {
        Caller caller =
                new Caller(
                        row.getString("subject"),
                        scopes(set(row.getString("scopes"))),
                        Optional.ofNullable(row.getString("clusters")).map(TokenTable::set));
        Badge badge =
                new Badge(
                        Optional.of(row.getString("id")),
                        Optional.empty(),
                        set(row.getString("member_of")));
        return new IssuedToken(
                row.getString("sha256"),
                caller.with(badge),
                Optional.ofNullable(row.getString("name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                time(row, "expires_at"),
                time(row, "used_at"),
                time(row, "revoked_at"));
    }

    /** Those that this version knows: a newer one may have written it. */
    private static Set<Scope> scopes(Set<String> texts) {
        return Stream.of(Scope.values())
                .filter(scope -> texts.contains(scope.text()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String words(Collection<String> list) {
        return list.stream().sorted().collect(Collectors.joining(PARTED_BY));
    }

    private static Set<String> set(String words) {
        return Stream.of(words.split(PARTED_BY))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
