package dev.hpcmcp.store;

import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with exactly its own ports, of which those about jobs are remembered. The JDK makes the
 * class: no written one can implement what another happens to.
 */
final class Remembered implements InvocationHandler {
    private final Backend backend;
    private final Map<Class<?>, Object> ports = new HashMap<>();

    private Remembered(Backend backend, Jobs jobs, Memory memory, Once once) {
        this.backend = backend;
        String id = backend.id();
        Optional<Marks> marks = backend instanceof Marks own ? Optional.of(own) : Optional.empty();
        Submitting submitting = new Submitting(once);
        RememberedJobs remembered = new RememberedJobs(id, jobs, marks, memory, submitting);
        ports.put(Jobs.class, remembered);
        if (backend instanceof JobControl control) {
            ports.put(JobControl.class, new RememberedControl(id, control, remembered, memory));
        }
        if (backend instanceof BulkCancel bulk) {
            ports.put(BulkCancel.class, new RememberedBulk(id, bulk, remembered, memory));
        }
        if (backend instanceof Sessions sessions) {
            ports.put(
                    Sessions.class,
                    new RememberedSessions(id, sessions, marks, remembered, submitting));
        }
        if (backend instanceof Training training) {
            ports.put(
                    Training.class,
                    new RememberedTraining(id, training, marks, remembered, submitting));
        }
    }

    /** A cluster without jobs has nothing to remember. */
    static Backend over(Backend backend, Memory memory, Once once) {
        if (!(backend instanceof Jobs jobs)) {
            return backend;
        }
        List<Class<?>> types = new ArrayList<>(Ports.of(backend));
        types.addFirst(Backend.class);
        return (Backend)
                Proxy.newProxyInstance(
                        Remembered.class.getClassLoader(),
                        types.toArray(Class<?>[]::new),
                        new Remembered(backend, jobs, memory, once));
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
            default -> "remembered " + backend.id();
        };
    }
}
