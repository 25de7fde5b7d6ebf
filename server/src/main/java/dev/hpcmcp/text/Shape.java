package dev.hpcmcp.text;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Handling.Way;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a part of an answer can hold, from the record that it was made from.
 *
 * @param free whether it is text that can say anything; an id, a time or a word of a list cannot
 * @param freeNames whether the names of its fields are such text, as the keys of a map are
 * @param parts the fields of a record; a field that is none of them can hold anything
 */
record Shape(boolean free, boolean freeNames, Map<String, Part> parts) {
    private static final Shape ANYTHING = new Shape(true, true, Map.of());
    private static final Shape NOTHING = new Shape(false, false, Map.of());

    /** Reading a record's generic types costs more than the rest of an answer. */
    private static final ClassValue<Shape> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return read(type);
                }
            };

    /**
     * A field.
     *
     * @param given whether its name is data too, as the keys of a map are
     */
    record Part(Shape shape, Optional<Way> way, boolean given) {}

    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = List.of(generic.getActualTypeArguments());
            Shape inner = of(arguments.getLast());
            return arguments.size() == 2
                    ? new Shape(inner.free(), arguments.getFirst() == String.class, Map.of())
                    : inner;
        }
        return type instanceof Class<?> plain ? OF_CLASS.get(plain) : NOTHING;
    }

    private static Shape read(Class<?> type) {
        if (!type.isRecord() || oneValue(type)) {
            return type == String.class || type == Object.class ? ANYTHING : NOTHING;
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            parts.put(snake(component.getName()), part(component));
        }
        return new Shape(true, false, parts);
    }

    private static Part part(RecordComponent component) {
        Optional<Way> way =
                Optional.ofNullable(component.getAnnotation(Handling.class)).map(Handling::value);
        return new Part(of(component.getGenericType()), way, false);
    }

    /** Ids are records of one checked text, written as that text. */
    private static boolean oneValue(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(c -> c.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    Part part(String name) {
        return Optional.ofNullable(parts.get(name))
                .orElseGet(
                        () -> new Part(parts.isEmpty() ? this : ANYTHING, Optional.empty(), true));
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
