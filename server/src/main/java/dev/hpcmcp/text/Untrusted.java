package dev.hpcmcp.text;

import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Handling.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes a whole answer fit to be read, whichever tool gives it: no text of a cluster gets past here
 * unless its field says otherwise with {@link Handling}.
 */
public final class Untrusted {
    private static final int SHORT = 300;
    private static final int EXACT = 2_000;
    private static final int WHOLE = 20_000;
    private static final int FENCED = 90_000;

    /** Empty lines stay where a text is shown as it lies: its lines may be counted. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    private static final Pattern LINE_ENDS = Pattern.compile("[\n\r\u0085\u2028\u2029]+");

    /** Too short for any secret, and with nothing in it that needs cleaning, which costs time. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.-]{0,14}");

    private final TreeSet<String> named = new TreeSet<>();
    private final TreeSet<String> secret = new TreeSet<>();
    private final Fence fence = Fence.random();

    private Untrusted() {}

    /**
     * Treats every text of an answer, in place.
     *
     * @return which of its fields are to be handled with care
     */
    public static Care treat(ObjectNode answer, Class<? extends Record> type) {
        Untrusted texts = new Untrusted();
        texts.object(answer, Shape.of(type), Optional.empty(), "");
        return new Care(List.copyOf(texts.named), List.copyOf(texts.secret));
    }

    /**
     * Fields by name, such as {@code jobs.reason}.
     *
     * @param untrusted those whose text is not ours
     * @param secret those that open something to whoever has them
     */
    public record Care(List<String> untrusted, List<String> secret) {}

    /** Words of a failure may hold what a cluster said. */
    public static String sentence(String words) {
        return cut(String.join(" ", clean(words)), EXACT);
    }

    /** One line of a table, long enough for a path. */
    public static String cell(String text) {
        return sentence(text).replace('\t', ' ');
    }

    /** One short line, as all text of clusters is shown that is not fenced. */
    public static String line(String text) {
        return HARMLESS.matcher(text).matches()
                ? text
                : cut(String.join(" ", clean(text)).replace('\t', ' '), SHORT);
    }

    private void object(ObjectNode node, Shape shape, Optional<Way> way, String path) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
        for (Map.Entry<String, JsonNode> field : fields) {
            Shape.Part part = shape.part(field.getKey());
            String name = part.given() ? line(field.getKey()) : field.getKey();
            String at = part.given() ? path : path.isEmpty() ? name : path + "." + name;
            JsonNode treated = value(field.getValue(), part.shape(), part.way().or(() -> way), at);
            if (shape.freeNames() && !way.equals(Optional.of(Way.OURS))) {
                named.add(path);
            }
            if (!name.equals(field.getKey())) {
                node.remove(field.getKey());
            }
            node.set(name, treated);
        }
    }

    private JsonNode value(JsonNode value, Shape shape, Optional<Way> way, String path) {
        switch (value) {
            case ObjectNode inner -> object(inner, shape, way, path);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, value(array.get(i), shape, way, path));
                }
            }
            case StringNode text when shape.free() && !text.asString().isEmpty() -> {
                return StringNode.valueOf(text(text.asString(), way, path));
            }
            default -> {}
        }
        return value;
    }

    private String text(String text, Optional<Way> way, String path) {
        if (!way.equals(Optional.of(Way.OURS))) {
            named.add(path);
        }
        if (way.equals(Optional.of(Way.SECRET))) {
            secret.add(path);
        }
        return way.map(known ->
                        switch (known) {
                            case OURS -> Plain.text(text);
                            case EXACT, SECRET -> cut(Plain.text(text).replace('\n', ' '), EXACT);
                            case WHOLE -> cut(String.join("\n", clean(text)), WHOLE);
                            case FENCED ->
                                    fence.around(
                                            path.replace('_', ' '),
                                            cut(String.join("\n", clean(text, LINE_END)), FENCED));
                        })
                .orElseGet(() -> line(text));
    }

    private static List<String> clean(String text) {
        return clean(text, LINE_ENDS);
    }

    private static List<String> clean(String text, Pattern between) {
        List<String> lines =
                Arrays.stream(between.split(Escapes.from(text).text(), -1))
                        .map(Plain::text)
                        .toList();
        return Secrets.redact(lines).lines();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
