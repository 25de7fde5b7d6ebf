package dev.hpcmcp.port;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with exactly its own ports, of which something else answers some. The JDK makes the
 * class: no written one can implement what another happens to.
 */
public final class Overlay implements InvocationHandler {
    private final Backend backend;
    private final Map<Class<?>, Object> ports;
    private final String name;

    private Overlay(Backend backend, Map<Class<?>, Object> ports, String name) {
        this.backend = backend;
        this.ports = Map.copyOf(ports);
        this.name = name;
    }

    /**
     * A cluster with some ports answered by others.
     *
     * @param ports what answers instead, by port
     * @param name what it is called where it is printed
     */
    public static Backend over(Backend backend, Map<Class<?>, Object> ports, String name) {
        List<Class<?>> types = new ArrayList<>(Ports.of(backend));
        types.addFirst(Backend.class);
        return (Backend)
                Proxy.newProxyInstance(
                        Overlay.class.getClassLoader(),
                        types.toArray(Class<?>[]::new),
                        new Overlay(backend, ports, name));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return own(proxy, method, arguments);
        }
        try {
            return method.invoke(
                    ports.getOrDefault(method.getDeclaringClass(), backend), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    @SuppressWarnings("ReferenceEquality") // it stands for itself, as the backend does
    private Object own(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> name;
        };
    }
}
