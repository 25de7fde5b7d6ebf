package dev.hpcmcp.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shelf in memory, on which one can move things about. */
public final class FakeCredentials implements CredentialShelf {
    private record Place(String subject, String cluster) {}

    private final Map<Place, SealedCredential> kept = new LinkedHashMap<>();
    private final Map<Place, Instant> claims = new LinkedHashMap<>();

    @Override
    public synchronized boolean put(SealedCredential it) {
        claims.remove(new Place(it.subject(), it.cluster()));
        return kept.put(new Place(it.subject(), it.cluster()), it) != null;
    }

    @Override
    public synchronized Optional<SealedCredential> find(String subject, String cluster) {
        return Optional.ofNullable(kept.get(new Place(subject, cluster)));
    }

    @Override
    public synchronized boolean remove(String subject, String cluster) {
        return kept.remove(new Place(subject, cluster)) != null;
    }

    @Override
    public synchronized List<SealedCredential> all() {
        return new ArrayList<>(kept.values());
    }

    @Override
    public synchronized boolean replace(SealedCredential old, SealedCredential fresh) {
        if (!find(old.subject(), old.cluster()).equals(Optional.of(old))) {
            return false;
        }
        put(fresh);
        return true;
    }

    @Override
    public synchronized boolean claim(SealedCredential it, Instant now, Instant until) {
        Place place = new Place(it.subject(), it.cluster());
        boolean free =
                Optional.ofNullable(claims.get(place)).map(end -> !now.isBefore(end)).orElse(true);
        if (!find(it.subject(), it.cluster()).equals(Optional.of(it)) || !free) {
            return false;
        }
        claims.put(place, until);
        return true;
    }
}
