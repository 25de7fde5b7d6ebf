package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.util.List;

/** Keys for tests. */
public final class Keys {
    private Keys() {}

    public static Secret fresh() {
        return SealingKey.random();
    }

    public static KeyRing ring(Secret newest, Secret... older) {
        return KeyRing.of(newest, List.of(older));
    }
}
