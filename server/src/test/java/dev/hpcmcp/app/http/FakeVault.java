package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps credentials in memory, and can be out of reach. */
final class FakeVault implements Vault {
    volatile boolean away;

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Key(String subject, String cluster) {}

    private record Entry(Credential credential, Kept kept) {}

    FakeVault(InstantSource clock) {
        this.clock = clock;
    }

    private Map<Key, Entry> entries() {
        if (away) {
            throw new HpcException(new Failure.Unreachable("vault", "it is away"));
        }
        return entries;
    }

    @Override
    public boolean put(String subject, String cluster, Credential credential) {
        return entries()
                        .put(
                                new Key(subject, cluster),
                                new Entry(
                                        credential,
                                        new Kept(
                                                subject,
                                                cluster,
                                                credential.kind(),
                                                clock.instant(),
                                                credential.expires())))
                != null;
    }

    @Override
    public Optional<Credential> find(String subject, String cluster) {
        return Optional.ofNullable(entries().get(new Key(subject, cluster))).map(Entry::credential);
    }

    @Override
    public boolean remove(String subject, String cluster) {
        return entries().remove(new Key(subject, cluster)) != null;
    }

    @Override
    public List<Kept> list() {
        return entries().values().stream().map(Entry::kept).toList();
    }
}
