package dev.hpcmcp.tool;

import dev.hpcmcp.port.HpcException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list that a cluster gives whole: no more than fit, by name, going on after the last
 * name shown whatever has come or gone meanwhile.
 */
record ByName<T extends Record>(List<T> items, Optional<String> nextCursor) {
    static <T extends Record> ByName<T> page(
            String cluster,
            List<T> all,
            Function<T, String> name,
            int limit,
            Optional<String> cursor) {
        Optional<String> last = cursor.map(given -> last(cluster, given));
        List<T> rest =
                all.stream()
                        .filter(item ->
                                last.map(shown -> name.apply(item).compareTo(shown) > 0)
                                        .orElse(true))
                        .sorted(Comparator.comparing(name))
                        .toList();
        List<T> shown = Fit.first(rest.subList(0, Math.min(limit, rest.size())));
        return new ByName<>(
                shown,
                shown.size() < rest.size()
                        ? Optional.of(Cursors.write(Map.of(cluster, name.apply(shown.getLast()))))
                        : Optional.empty());
    }

    private static String last(String cluster, String cursor) {
        return Optional.ofNullable(Cursors.read(cursor).get(cluster))
                .orElseThrow(() ->
                        HpcException.invalid(
                                "cursor",
                                "is one of another cluster",
                                "next_cursor of an earlier answer about " + cluster));
    }
}
