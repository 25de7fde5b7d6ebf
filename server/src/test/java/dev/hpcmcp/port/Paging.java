package dev.hpcmcp.port;

import dev.hpcmcp.model.Page;
import java.util.List;
import java.util.Optional;

/** Cuts a list into pages; its cursor is the number of items already shown. */
final class Paging {
    private Paging() {}

    static <T> Page<T> page(List<T> all, int limit, Optional<String> cursor) {
        int from = cursor.map(Paging::parse).orElse(0);
        int to = (int) Math.min(all.size(), (long) from + limit);
        return new Page<>(
                from < to ? all.subList(from, to) : List.of(),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty(),
                Optional.of(all.size()));
    }

    private static int parse(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return Integer.parseInt(cursor);
    }
}
