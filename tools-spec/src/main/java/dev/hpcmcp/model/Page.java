package dev.hpcmcp.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list; {@code nextCursor} asks for the part after it. */
public record Page<T>(List<T> items, Optional<String> nextCursor, Optional<Integer> total) {
    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, Optional.empty(), Optional.of(items.size()));
    }

    /**
     * Of what is known as a whole, in the order of its places, that behind one place as far as
     * there is room.
     */
    public static <T, P extends Comparable<? super P>> Page<T> behind(
            Optional<P> place, int most, List<T> all, Function<T, P> placeOf) {
        List<T> rest =
                all.stream()
                        .filter(one ->
                                place.map(it -> placeOf.apply(one).compareTo(it) > 0).orElse(true))
                        .sorted(Comparator.comparing(placeOf))
                        .toList();
        List<T> page = rest.stream().limit(most).toList();
        Optional<String> next =
                rest.size() > page.size()
                        ? Optional.of(placeOf.apply(page.getLast()).toString())
                        : Optional.empty();
        return new Page<>(page, next, Optional.of(all.size()));
    }
}
