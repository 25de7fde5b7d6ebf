package dev.hpcmcp.backend.pivot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Part of an answer, read leniently: what is missing or of another type is absent. */
record Part(JsonNode node) {
    Optional<String> text(String... names) {
        return first(names)
                .filter(found -> found.isString() || found.isIntegralNumber())
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank());
    }

    Optional<Double> number(String... names) {
        return first(names)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .filter(Double::isFinite);
    }

    Optional<Integer> integer(String... names) {
        return number(names)
                .filter(value -> value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE)
                .map(Double::intValue);
    }

    boolean is(String name) {
        return node.path(name).asBoolean(false);
    }

    Part at(String name) {
        return new Part(node.path(name));
    }

    boolean has(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    List<Part> items(String name) {
        return at(name).items();
    }

    List<Part> items() {
        return node.isArray() ? node.valueStream().map(Part::new).toList() : List.of();
    }

    List<String> texts(String name) {
        return node.path(name).isArray()
                ? node.path(name)
                        .valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList()
                : List.of();
    }

    /** The fields that are numbers. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        names().forEach(name -> number(name).ifPresent(value -> numbers.put(name, value)));
        return numbers;
    }

    Stream<String> names() {
        return node.isObject() ? node.propertyNames().stream() : Stream.empty();
    }

    private Optional<JsonNode> first(String... names) {
        return Stream.of(names)
                .map(node::path)
                .filter(found -> !found.isMissingNode() && !found.isNull())
                .findFirst();
    }
}
