package dev.hpcmcp.watch;

import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Overlay;
import dev.hpcmcp.port.Ports;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cluster once what one person's agents ask at the same time, or within two seconds. What a
 * person changes is never answered from before it.
 */
public final class SharedReads implements InvocationHandler {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Lists and descriptions, which many ask for alike. */
    private static final Set<String> SHARED =
            Set.of("list", "describe", "images", "nodes", "users", "measure");

    /** What changes nothing and is not shared here: looks at single jobs have a watcher. */
    private static final Set<String> OTHER_READS =
            Set.of(
                    "find",
                    "tasks",
                    "plan",
                    "pollFloor",
                    "read",
                    "listFiles",
                    "readFile",
                    "findByMark",
                    "settles",
                    "keeps",
                    "visible",
                    "measured",
                    "actions",
                    "search",
                    "curves",
                    "reports",
                    "alerts",
                    "notices",
                    "checkpoints");

    private final Backend backend;
    private final long window;
    private final LongSupplier nanos;
    private final Map<Key, Held> held = new ConcurrentHashMap<>();

    private record Key(String subject, Method question, List<Object> details) {}

    /**
     * @param at when it was asked
     */
    private record Held(CompletableFuture<Object> answer, long at) {}

    private SharedReads(Backend backend, Duration window, LongSupplier nanos) {
        this.backend = backend;
        this.window = window.toNanos();
        this.nanos = nanos;
    }

    public static Backend over(Backend backend, LongSupplier nanos) {
        Duration floor = backend instanceof Jobs jobs ? jobs.pollFloor() : LONGEST;
        Duration window = floor.compareTo(LONGEST) < 0 ? floor : LONGEST;
        SharedReads shared = new SharedReads(backend, window, nanos);
        Map<Class<?>, Object> ports = new HashMap<>();
        for (Class<?> port : Ports.of(backend)) {
            ports.put(
                    port,
                    Proxy.newProxyInstance(
                            SharedReads.class.getClassLoader(), new Class<?>[] {port}, shared));
        }
        return Overlay.over(backend, ports, "shared " + backend.id());
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments == null || !(arguments[0] instanceof Caller caller)) {
            return ask(method, arguments);
        }
        if (SHARED.contains(method.getName())) {
            List<Object> details = Arrays.asList(arguments).subList(1, arguments.length);
            return shared(new Key(caller.subject(), method, List.copyOf(details)), arguments);
        }
        if (OTHER_READS.contains(method.getName())) {
            return ask(method, arguments);
        }
        forget(caller);
        try {
            return ask(method, arguments);
        } finally {
            forget(caller);
        }
    }

    static boolean reads(String method) {
        return SHARED.contains(method) || OTHER_READS.contains(method);
    }

    private void forget(Caller caller) {
        held.keySet().removeIf(key -> key.subject().equals(caller.subject()));
    }

    private @Nullable Object shared(Key key, Object[] arguments) throws Throwable {
        while (true) {
            long now = nanos.getAsLong();
            held.values().removeIf(it -> it.answer().isDone() && now - it.at() >= window);
            Held mine = new Held(new CompletableFuture<>(), now);
            Held other = held.putIfAbsent(key, mine);
            if (other == null) {
                return lead(key, mine, arguments);
            }
            try {
                return other.answer().get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof CutShort)) {
                    throw failed.getCause() == null ? failed : failed.getCause();
                }
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw new HpcException(
                        new Failure.Unreachable(backend.id(), "the call was cancelled"), told);
            }
        }
    }

    private @Nullable Object lead(Key key, Held mine, Object[] arguments) throws Throwable {
        try {
            Object answer = ask(key.question(), arguments);
            mine.answer().complete(answer);
            return answer;
        } catch (Throwable failed) {
            held.remove(key, mine);
            boolean cut = Thread.currentThread().isInterrupted();
            mine.answer().completeExceptionally(cut ? new CutShort() : failed);
            throw failed;
        }
    }

    private @Nullable Object ask(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(backend, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    /** Who asked was told to end. That is no reason for the others: one of them asks anew. */
    private static final class CutShort extends Exception {
        private static final long serialVersionUID = 1L;

        CutShort() {
            super(null, null, false, false);
        }
    }
}
