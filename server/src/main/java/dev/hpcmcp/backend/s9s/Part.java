package dev.hpcmcp.backend.s9s;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A piece of the gateway's JSON, read leniently: there is no reference for it, so numbers may be
 * texts, one word a list, and anything missing. What cannot be read is absent and never a failure.
 */
record Part(JsonNode node) {
    static final Part NONE = new Part(MissingNode.getInstance());

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double LONGEST_EPOCH = 1e11;

    static Part of(JsonNode node) {
        return new Part(node);
    }

    /** What is not JSON is nothing. */
    static Part parse(String text) {
        try {
            return new Part(MAPPER.readTree(text));
        } catch (JacksonException notJson) {
            return NONE;
        }
    }

    /** The object itself, or what is wrapped in one of these names. */
    Part unwrapped(String... names) {
        for (String name : names) {
            if (node.path(name).isObject()) {
                return part(name);
            }
        }
        return this;
    }

    /** The list itself, or the one under one of these names. */
    List<Part> list(String... names) {
        if (node.isArray()) {
            return node.valueStream().map(Part::new).toList();
        }
        for (String name : names) {
            if (node.path(name).isArray()) {
                return parts(name);
            }
        }
        return List.of();
    }

    /** Whether there is such a list at all. */
    boolean hasList(String... names) {
        return node.isArray()
                || List.of(names).stream().anyMatch(name -> node.path(name).isArray());
    }

    boolean isObject() {
        return node.isObject();
    }

    Part part(String name) {
        return new Part(node.path(name));
    }

    List<Part> parts(String name) {
        return node.path(name).valueStream().map(Part::new).toList();
    }

    Optional<String> text(String name) {
        return text(node.path(name));
    }

    Optional<String> text() {
        return text(node);
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull()
                ? Optional.of(value.asString("").strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    Optional<Double> number(String name) {
        return text(name).flatMap(Quantities::number);
    }

    Optional<Integer> count(String name) {
        return number(name)
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .map(Double::intValue);
    }

    Optional<Long> seconds(String name) {
        return text(name).flatMap(Quantities::seconds);
    }

    Optional<Double> gigabytes(String name) {
        return text(name).flatMap(Quantities::gigabytes);
    }

    Optional<Instant> time(String name) {
        return text(name).flatMap(Part::instant);
    }

    private static Optional<Instant> instant(String text) {
        Optional<Double> epoch = Quantities.number(text);
        if (epoch.isPresent()) {
            return epoch.filter(seconds -> seconds > 0 && seconds < LONGEST_EPOCH)
                    .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** A list of words, or one text with commas. */
    List<String> words(String name) {
        JsonNode value = node.path(name);
        if (value.isArray()) {
            return value.valueStream().flatMap(word -> text(word).stream()).toList();
        }
        return text(value).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** All numbers in it by name. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (node.isObject()) {
            node.propertyNames()
                    .forEach(name -> number(name).ifPresent(number -> numbers.put(name, number)));
        }
        return numbers;
    }
}
