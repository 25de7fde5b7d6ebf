package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds images in the list, which the service gives whole and cannot search. */
final class SkahaImages {
    private final String cluster;
    private final SkahaApi api;
    private final Kept<List<Image>> list;

    SkahaImages(String cluster, SkahaApi api, Kept<List<Image>> list) {
        this.cluster = cluster;
        this.api = api;
        this.list = list;
    }

    Page<Image> page(Caller caller, ImageQuery query) {
        List<Image> all = list.get(() -> PlatformJson.images(cluster, api.images(caller)));
        query.type().ifPresent(type -> checkType(type, all));
        List<Image> matching =
                all.stream()
                        .filter(image -> isOfType(image, query.type()))
                        .filter(image -> holds(image, query.search()))
                        .sorted(Comparator.comparing(Image::id))
                        .toList();
        int from = query.cursor().map(SkahaImages::parse).orElse(0);
        List<Image> page = matching.stream().skip(from).limit(query.limit()).toList();
        int to = from + page.size();
        return new Page<>(
                page,
                to < matching.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                Optional.of(matching.size()));
    }

    private static boolean isOfType(Image image, Optional<String> type) {
        return type.map(t -> image.types().stream().anyMatch(t::equalsIgnoreCase)).orElse(true);
    }

    private static boolean holds(Image image, Optional<String> search) {
        String id = image.id().toLowerCase(Locale.ROOT);
        return search.map(part -> id.contains(part.toLowerCase(Locale.ROOT))).orElse(true);
    }

    /** An empty answer would say that there is nothing for notebooks when it was a slip. */
    private static void checkType(String type, List<Image> all) {
        TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(List.of("headless", "notebook", "desktop", "carta", "contributed", "firefly"));
        if (!known.contains(type)
                && all.stream().noneMatch(image -> isOfType(image, Optional.of(type)))) {
            throw HpcException.invalid(
                    "type", "no image here is of this type", String.join(", ", known));
        }
    }

    private static int parse(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return Integer.parseInt(cursor);
    }
}
