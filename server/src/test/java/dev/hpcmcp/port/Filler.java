package dev.hpcmcp.port;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one text into every text of everything a cluster answers, through every port there is: what
 * is added later is filled too.
 */
public final class Filler {
    private final String text;
    private final String link;

    /**
     * @param link goes where only a person will look
     */
    public Filler(String text, String link) {
        this.text = text;
        this.link = link;
    }

    /** A cluster with no more than these ports, and {@link Backend} itself. */
    public Backend backend(String id, Class<?>... ports) {
        return (Backend)
                Proxy.newProxyInstance(
                        Filler.class.getClassLoader(),
                        ports,
                        (_, method, arguments) -> {
                            fill(arguments);
                            leave(arguments);
                            return method.getName().equals("id")
                                    ? id
                                    : filled(method.getGenericReturnType(), "");
                        });
    }

    /** What is asked to bring a file here brings one. */
    private void leave(Object @Nullable [] arguments) throws IOException {
        if (arguments != null && arguments[arguments.length - 1] instanceof Path target) {
            Files.writeString(target, text);
        }
    }

    /** Where a port lets the cluster write by itself. */
    private void fill(Object @Nullable [] arguments) throws IOException {
        if (arguments != null && arguments[arguments.length - 1] instanceof OutputStream out) {
            String cell = '"' + text.replace("\"", "\"\"") + '"';
            out.write((cell + ",=1\n" + cell + ",=1\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    Object filled(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, name);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class || plain == Object.class) {
            // A link is for a person to open, secret and all: it is never redacted.
            return name.equals("connectUrl") ? link : text;
        }
        if (plain == JobId.class) {
            return new JobId("1");
        }
        if (plain == JobState.class) {
            return JobState.FINISHED;
        }
        if (plain == void.class) {
            return "";
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return plain.isRecord() ? record(plain, Map.of()) : number(plain);
    }

    private Object generic(ParameterizedType type, String name) {
        List<Type> arguments = List.of(type.getActualTypeArguments());
        Type last = arguments.getLast();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Map.class) {
            return Map.of(filled(arguments.getFirst(), name), filled(last, name));
        }
        if (raw == Optional.class) {
            return Optional.of(filled(last, name));
        }
        if (raw == List.class) {
            return List.of(filled(last, name));
        }
        if (raw == Set.class) {
            Class<?> item = (Class<?>) last;
            return item.isEnum() ? Set.of(item.getEnumConstants()) : Set.of(filled(item, name));
        }
        return record(raw, Map.of(raw.getTypeParameters()[0].getName(), last));
    }

    private Object record(Class<?> type, Map<String, Type> variables) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(c -> component(c, variables)).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot fill " + type, e);
        }
    }

    private Object component(RecordComponent component, Map<String, Type> variables) {
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType list) {
            Optional<Type> item =
                    Optional.ofNullable(
                            variables.get(list.getActualTypeArguments()[0].getTypeName()));
            if (item.isPresent()) {
                return List.of(filled(item.get(), component.getName()));
            }
        }
        // A cursor that always goes on would be followed for ever.
        return component.getName().equals("nextCursor") && !variables.isEmpty()
                ? Optional.empty()
                : filled(type, component.getName());
    }

    private static Object number(Class<?> type) {
        Map<Class<?>, Object> known =
                Map.of(
                        int.class,
                        1,
                        Integer.class,
                        1,
                        long.class,
                        1L,
                        Long.class,
                        1L,
                        double.class,
                        1.0,
                        Double.class,
                        1.0,
                        boolean.class,
                        true,
                        Boolean.class,
                        true,
                        Instant.class,
                        Instant.EPOCH,
                        Duration.class,
                        Duration.ZERO);
        return Optional.ofNullable(known.get(type))
                .orElseThrow(() -> new IllegalStateException("do not know how to fill " + type));
    }
}
