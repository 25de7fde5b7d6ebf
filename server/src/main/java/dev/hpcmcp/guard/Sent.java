package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Of calls that may have to be made twice: whether they have sent anything to a cluster. */
public final class Sent {
    private final Map<String, AtomicBoolean> calls = new ConcurrentHashMap<>();

    /** Said before each request, by whoever signs it. */
    public void note(Caller caller) {
        caller.badge().call().map(calls::get).ifPresent(sent -> sent.set(true));
    }

    void begin(Caller caller) {
        caller.badge().call().ifPresent(id -> calls.put(id, new AtomicBoolean()));
    }

    /** A call that nobody knows may have. */
    boolean any(Caller caller) {
        return caller.badge().call().map(calls::get).map(AtomicBoolean::get).orElse(true);
    }

    void end(Caller caller) {
        caller.badge().call().ifPresent(calls::remove);
    }

    /** For tests: how many calls are watched now. */
    int size() {
        return calls.size();
    }
}
