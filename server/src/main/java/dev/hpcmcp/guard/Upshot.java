package dev.hpcmcp.guard;

import java.util.Optional;

/**
 * What a deed came to that was not refused.
 *
 * @param code as a failure has one, or "ok"
 * @param words what is only known now
 */
public record Upshot(String code, Optional<String> words) {
    public static final Upshot OK = of("ok");

    /** There was nothing to do it to. */
    public static final Upshot NOT_FOUND = of("not_found");

    public static Upshot of(String code) {
        return new Upshot(code, Optional.empty());
    }

    /** For deeds that say false where there was nothing. */
    public static Upshot found(boolean there) {
        return there ? OK : NOT_FOUND;
    }

    public static Upshot ok(Optional<String> words) {
        return new Upshot("ok", words);
    }
}
