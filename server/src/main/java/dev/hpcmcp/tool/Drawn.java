package dev.hpcmcp.tool;

import java.util.Optional;

/** What a handler answers: the facts, and a picture of them for people to look at. */
record Drawn<O>(O output, Optional<Picture> picture) {
    static <O> Drawn<O> plain(O output) {
        return new Drawn<>(output, Optional.empty());
    }
}
