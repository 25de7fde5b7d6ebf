package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a vault: the newest seals, and all of them open. */
public final class KeyRing {
    private final List<SealingKey> keys;

    private KeyRing(List<SealingKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Throws {@link IllegalArgumentException}, in words, if one of them is no key. */
    public static KeyRing of(Secret newest, List<Secret> older) {
        return new KeyRing(
                Stream.concat(Stream.of(newest), older.stream()).map(SealingKey::parse).toList());
    }

    SealingKey newest() {
        return keys.getFirst();
    }

    Optional<SealingKey> of(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
