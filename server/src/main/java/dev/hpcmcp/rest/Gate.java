package dev.hpcmcp.rest;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Where a request leaves: once, and not after the gate was shut. So it is certain whether any of it
 * can have reached the cluster, which is the difference between "nothing was done" and "we do not
 * know". It stands behind the connection, before the first byte, and also stops OkHttp from sending
 * anything a second time.
 */
final class Gate {
    private enum State {
        OPEN,
        PASSED,
        SHUT
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    static Response pass(Interceptor.Chain chain) throws IOException {
        Gate gate = chain.request().tag(Gate.class);
        if (gate == null || !gate.state.compareAndSet(State.OPEN, State.PASSED)) {
            throw new IOException("this request may not leave now");
        }
        return chain.proceed(chain.request());
    }

    boolean hasPassed() {
        return state.get() == State.PASSED;
    }

    /** Lets nothing out any more. True if it is too late for that. */
    boolean shut() {
        return !state.compareAndSet(State.OPEN, State.SHUT);
    }
}
