package dev.hpcmcp.app;

import dev.hpcmcp.auth.SignIns;
import dev.hpcmcp.auth.SignIns.SignedIn;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.rest.Down;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster at which each caller signs in by themselves: behind it is one backend for each account,
 * made when it is first used. Whatever a backend remembers, counts, holds back or listens to is so
 * of one account only, whether or not it thought of others. The JDK makes the class: no written one
 * can implement what another happens to.
 */
final class PersonalBackend implements InvocationHandler {
    /** Whoever was away for longer starts anew; what is remembered costs the more, the longer. */
    private static final Duration IDLE = Duration.ofHours(1);

    private static final Events.Following SILENCE = () -> {};
    private static final Duration SOON = Duration.ofHours(24);

    private final Supplier<Backend> making;
    private final SignIns signIns;
    private final Function<Caller, String> way;
    private final Clock clock;
    private final Map<String, Own> own = new ConcurrentHashMap<>();

    /** For questions that are about nobody: what was found out last is as good as any. */
    private volatile Backend last;

    /** One account's; another one each time it is used, so that nobody drops it just then. */
    private record Own(Backend backend, Instant used) {
        private Own usedAt(Instant now) {
            return new Own(backend, now);
        }
    }

    private PersonalBackend(
            Supplier<Backend> making, SignIns signIns, Function<Caller, String> way, Clock clock) {
        this.making = making;
        this.signIns = signIns;
        this.way = way;
        this.clock = clock;
        this.last = making.get();
    }

    /**
     * @param making makes one that asks {@code signIns} for each request; all of them have the same
     *     ports
     * @param way how somebody signs in, in words
     */
    static Backend over(
            Supplier<Backend> making, SignIns signIns, Function<Caller, String> way, Clock clock) {
        PersonalBackend personal = new PersonalBackend(making, signIns, way, clock);
        List<Class<?>> types = new ArrayList<>(Ports.of(personal.last));
        types.addFirst(Backend.class);
        if (personal.last instanceof Marks) {
            types.add(Marks.class);
        }
        return (Backend)
                Proxy.newProxyInstance(
                        PersonalBackend.class.getClassLoader(),
                        types.toArray(Class<?>[]::new),
                        personal);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return self(proxy, method, arguments);
        }
        if (arguments == null || !(arguments[0] instanceof Caller caller)) {
            return pass(last, method, arguments);
        }
        if (method.getDeclaringClass() == Backend.class) {
            return health(caller);
        }
        try {
            return pass(of(signIns.of(caller)), method, arguments);
        } catch (HpcException e) {
            if (method.getDeclaringClass() == Events.class) {
                return SILENCE; // Whoever listens looks as well, and is told then.
            }
            throw e.failure() instanceof Failure.SignInNeeded ? rejected(caller) : e;
        }
    }

    private static @Nullable Object pass(
            Backend backend, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(backend, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private Backend of(SignedIn signedIn) {
        Instant now = clock.instant();
        Own mine =
                own.compute(
                        signedIn.account(),
                        (_, there) -> there == null ? new Own(made(), now) : there.usedAt(now));
        own.values().removeIf(other -> other.used().isBefore(now.minus(IDLE)));
        return mine.backend();
    }

    private Backend made() {
        Backend made = making.get();
        last = made;
        return made;
    }

    /** If there is nothing wrong with it by our own knowledge, it is the cluster that says so. */
    private HpcException rejected(Caller caller) {
        try {
            signIns.of(caller);
        } catch (HpcException ours) {
            return ours;
        }
        return new HpcException(
                new Failure.SignInNeeded(
                        last.id(),
                        "It does not take what you signed in with any more: sign in again. "
                                + way.apply(caller)));
    }

    private Health health(Caller caller) {
        try {
            SignedIn signedIn = signIns.of(caller);
            Health health = of(signedIn).health(caller);
            return health.status() == Cluster.Status.UP ? warned(health, signedIn, caller) : health;
        } catch (HpcException e) {
            return Down.because(e.failure());
        }
    }

    private Health warned(Health health, SignedIn signedIn, Caller caller) {
        Optional<Instant> end = signedIn.credential().expires();
        Instant soon = clock.instant().plus(SOON);
        if (end.isEmpty() || end.get().isAfter(soon)) {
            return health;
        }
        Duration left = Duration.between(clock.instant(), end.get());
        String words =
                "your sign-in ends in %s. %s"
                        .formatted(
                                left.toHours() > 0
                                        ? left.toHours() + " h"
                                        : Math.max(1, left.toMinutes()) + " min",
                                way.apply(caller));
        return Health.up(health.message().map(message -> message + "; ").orElse("") + words);
    }

    @SuppressWarnings("ReferenceEquality") // it stands for itself, as the backend does
    private Object self(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "personal " + last.id();
        };
    }
}
