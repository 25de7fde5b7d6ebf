package dev.hpcmcp.auth;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shelf in memory, which can be away. */
final class FakeShelf implements TokenShelf {
    private final Map<String, IssuedToken> tokens = new LinkedHashMap<>();
    private int notes;
    private boolean away;

    void away(boolean now) {
        away = now;
    }

    int notes() {
        return notes;
    }

    private Map<String, IssuedToken> tokens() {
        if (away) {
            throw new HpcException(new Failure.Unreachable("the shelf", "it is away"));
        }
        return tokens;
    }

    private void put(
            IssuedToken token,
            String sha256,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> used,
            Optional<Instant> revoked) {
        tokens().put(
                        token.id(),
                        new IssuedToken(
                                sha256,
                                token.caller(),
                                token.name(),
                                created,
                                expires,
                                used,
                                revoked));
    }

    @Override
    public void add(IssuedToken token) {
        tokens().put(token.id(), token);
    }

    @Override
    public Optional<IssuedToken> find(String id) {
        return Optional.ofNullable(tokens().get(id));
    }

    @Override
    public List<IssuedToken> all() {
        return new ArrayList<>(tokens().values());
    }

    @Override
    public void used(String id, Instant now, Duration every) {
        notes++;
        IssuedToken old = find(id).orElseThrow();
        put(old, old.sha256(), old.created(), old.expires(), Optional.of(now), old.revoked());
    }

    @Override
    public boolean revoke(String id, Instant now) {
        Optional<IssuedToken> old = find(id).filter(token -> token.revoked().isEmpty());
        old.ifPresent(it ->
                put(it, it.sha256(), it.created(), it.expires(), it.used(), Optional.of(now)));
        return old.isPresent();
    }

    @Override
    public boolean replace(String id, String sha256, Instant now, Optional<Instant> expires) {
        Optional<IssuedToken> old = find(id).filter(token -> token.revoked().isEmpty());
        old.ifPresent(it -> put(it, sha256, now, expires, it.used(), it.revoked()));
        return old.isPresent();
    }
}
