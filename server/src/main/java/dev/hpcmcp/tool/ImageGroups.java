package dev.hpcmcp.tool;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.spec.FetchImages;
import dev.hpcmcp.spec.FetchImages.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Images by their name, each with its tags: made of the list alone, whoever gives it. */
final class ImageGroups {
    private static final int PAGE = 500;
    private static final int PAGES = 20;

    private ImageGroups() {}

    static FetchImages.Output page(
            Caller caller, Images images, FetchImages.Input input, int limit) {
        List<Group> all = groups(all(caller, images, input));
        int from = input.cursor().map(ImageGroups::parse).orElse(0);
        List<Group> page = all.stream().skip(from).limit(limit).toList();
        int to = from + page.size();
        return new FetchImages.Output(
                List.of(),
                page,
                to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                Optional.of(all.size()));
    }

    private static List<Image> all(Caller caller, Images images, FetchImages.Input input) {
        List<Image> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int i = 0; i < PAGES; i++) {
            Page<Image> page =
                    images.images(
                            caller, new ImageQuery(input.type(), input.search(), PAGE, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
            if (cursor.isEmpty()) {
                return all;
            }
        }
        throw HpcException.invalid(
                "grouped", "there are too many images to group", "type or search to have fewer");
    }

    private static List<Group> groups(List<Image> images) {
        Map<String, List<Image>> byName = new TreeMap<>();
        images.forEach(
                image -> byName.computeIfAbsent(name(image), _ -> new ArrayList<>()).add(image));
        return byName.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Group group(String name, List<Image> images) {
        TreeSet<String> types = new TreeSet<>();
        images.forEach(image -> types.addAll(image.types()));
        return new Group(
                name,
                images.stream()
                        .flatMap(image -> image.tag().stream())
                        .distinct()
                        .sorted(NewestTag.FIRST)
                        .toList(),
                List.copyOf(types));
    }

    /** The id without its tag, with the registry that it comes from. */
    private static String name(Image image) {
        String bare = image.id().replaceFirst("@.*$", "");
        return image.tag()
                .filter(tag -> bare.endsWith(":" + tag))
                .map(tag -> bare.substring(0, bare.length() - tag.length() - 1))
                .orElse(bare);
    }

    private static int parse(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return Integer.parseInt(cursor);
    }
}
