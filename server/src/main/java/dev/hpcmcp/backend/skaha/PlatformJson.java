package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.rest.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the platform has and allows, in the JSON of every version of the service. */
final class PlatformJson {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:\\d{1,5})?");

    private PlatformJson() {}

    /** Nested today; flat before the end of 2024. Numbers may be texts, and keys may be missing. */
    static Sizes sizes(Reply reply) {
        JsonNode node = reply.json();
        return new Sizes(
                options(node, "/cores/options", "/availableCores").orElse(List.of()),
                options(node, "/memoryGB/options", "/availableRAM").orElse(List.of()),
                options(node, "/gpus/options", "/availableGPUs"),
                Told.whole(node, "maxInteractiveSessions"),
                usual(node));
    }

    private static Optional<List<Integer>> options(JsonNode node, String nested, String flat) {
        return Stream.of(nested, flat)
                .map(node::at)
                .filter(JsonNode::isArray)
                .findFirst()
                .map(PlatformJson::numbers);
    }

    private static List<Integer> numbers(JsonNode array) {
        return array.valueStream()
                .flatMap(n -> Quantity.cores(n.asString("")).stream())
                .map(Double::intValue)
                .filter(n -> n > 0)
                .distinct()
                .sorted()
                .toList();
    }

    private static Optional<String> usual(JsonNode node) {
        JsonNode cores = node.path("cores");
        JsonNode memory = node.path("memoryGB");
        Optional<Double> from = Told.number(cores, "defaultRequest", "default");
        Optional<Double> memoryFrom = Told.number(memory, "defaultRequest", "default");
        return from.flatMap(c ->
                memoryFrom.map(m -> {
                    String start = "starts with %s cores and %s GB".formatted(plain(c), plain(m));
                    return Told.number(cores, "defaultLimit")
                            .flatMap(most ->
                                    Told.number(memory, "defaultLimit")
                                            .map(gb ->
                                                    start
                                                            + " and may use up to %s and %s GB"
                                                                    .formatted(
                                                                            plain(most),
                                                                            plain(gb))))
                            .orElse(start);
                }));
    }

    /** The registries that images may come from, the first being the usual one. */
    static List<String> hosts(Reply reply) {
        JsonNode node = reply.json();
        return node.isArray()
                ? node.valueStream()
                        .map(host -> host.asString(""))
                        .filter(host -> HOST.matcher(host).matches())
                        .toList()
                : List.of();
    }

    static List<Image> images(String cluster, Reply reply) {
        JsonNode node = reply.json();
        if (!node.isArray()) {
            throw reply.unreadable("its list of images is none");
        }
        return node.valueStream().flatMap(image -> image(cluster, image).stream()).toList();
    }

    private static Optional<Image> image(String cluster, JsonNode node) {
        return (node.isString() ? Optional.of(node.asString()) : Told.text(node, "id"))
                .map(id ->
                        new Image(
                                cluster,
                                id,
                                ImageName.name(id),
                                ImageName.tag(id),
                                types(node),
                                Told.text(node, "digest")));
    }

    private static List<String> types(JsonNode node) {
        List<String> types = new ArrayList<>();
        node.path("types").valueStream().map(type -> type.asString("")).forEach(types::add);
        if (types.isEmpty()) {
            Told.text(node, "type").ifPresent(types::add);
        }
        return types;
    }

    /** What is called available is what there is in all. */
    static Load load(Reply reply) {
        JsonNode node = reply.json();
        JsonNode cores = node.path("cores");
        return new Load(
                Told.whole(node.path("instances"), "total"),
                Optional.empty(),
                Told.whole(cores, "requestedCPUCores", "coresInUse"),
                Told.whole(cores, "cpuCoresAvailable", "coresAvailable"));
    }

    /** Memory in use and in all, which has no place of its own. */
    static Optional<String> memory(Reply reply) {
        JsonNode ram = reply.json().path("ram");
        Optional<Double> all = Told.text(ram, "ramAvailable").flatMap(Quantity::gigabytes);
        return Told.text(ram, "requestedRAM")
                .flatMap(Quantity::gigabytes)
                .flatMap(used ->
                        all.map(total ->
                                "Memory: %s of %s GB is given out."
                                        .formatted(
                                                plain(Math.rint(used)), plain(Math.rint(total)))));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
