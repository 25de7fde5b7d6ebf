package dev.hpcmcp.port;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One cluster on which everybody has a world of their own, so that whoever is asked for with the
 * wrong caller shows: the answer comes out of somebody else's. It speaks by itself, too.
 */
public final class Worlds {
    private final String id;
    private final Map<String, ? extends Backend> bySubject;
    private final Map<String, List<Runnable>> ears = new ConcurrentHashMap<>();

    /**
     * @param bySubject the worlds, each with all ports of {@link FakeBackend}
     */
    public Worlds(String id, Map<String, ? extends Backend> bySubject) {
        this.id = id;
        this.bySubject = Map.copyOf(bySubject);
    }

    public Backend backend() {
        Class<?>[] ports =
                Stream.concat(Stream.of(FakeBackend.types()), Stream.of(Events.class))
                        .toArray(Class<?>[]::new);
        return (Backend)
                Proxy.newProxyInstance(
                        Worlds.class.getClassLoader(),
                        ports,
                        (proxy, method, arguments) -> answer(proxy, method, arguments));
    }

    /** Who is listened for now. */
    public List<String> listening() {
        return ears.entrySet().stream()
                .filter(ear -> !ear.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // it stands for itself
    private Object answer(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "id", "title", "kind" -> id;
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(this);
            case "toString" -> "worlds " + id;
            case "follow" -> follow((Caller) given[0], (Runnable) given[1]);
            default -> invoke(method, world(given), arguments);
        };
    }

    private @Nullable Backend world(Object[] given) {
        return given.length > 0 && given[0] instanceof Caller caller
                ? bySubject.get(caller.subject())
                : bySubject.values().iterator().next();
    }

    private static Object invoke(Method method, @Nullable Backend world, Object @Nullable [] with)
            throws Throwable {
        try {
            return method.invoke(world, with);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private Events.Following follow(Caller caller, Runnable changed) {
        List<Runnable> ear = ears.computeIfAbsent(caller.subject(), _ -> new ArrayList<>());
        ear.add(changed);
        return () -> ear.remove(changed);
    }
}
