package dev.hpcmcp.app;

import dev.hpcmcp.auth.KeyRing;
import dev.hpcmcp.port.Secret;
import java.util.List;
import java.util.stream.Stream;

/** What people's credentials are sealed with. */
record VaultPart(String key, List<String> olderKeys) {
    VaultPart {
        olderKeys = List.copyOf(olderKeys);
        if (Stream.concat(Stream.of(key), olderKeys.stream()).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "a key of the vault has 32 bytes, and this one is empty");
        }
        ring(key, olderKeys);
    }

    KeyRing ring() {
        return ring(key, olderKeys);
    }

    private static KeyRing ring(String key, List<String> olderKeys) {
        return KeyRing.of(Secret.of(key), olderKeys.stream().map(Secret::of).toList());
    }

    @Override
    public String toString() {
        return "VaultPart";
    }
}
