package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/** Part of a list; {@code nextCursor} asks for the part after it. */
public record Page<T>(List<T> items, Optional<String> nextCursor, Optional<Integer> total) {
    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, Optional.empty(), Optional.of(items.size()));
    }
}
