package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Passage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Of calls that may have to be made twice: whether they have sent anything to a cluster. */
public final class Sent {
    private final Map<String, AtomicBoolean> calls = new ConcurrentHashMap<>();

    /** Said before each request, by whoever signs it. */
    public void note(Caller caller) {
        id(caller).map(calls::get).ifPresent(sent -> sent.set(true));
    }

    void begin(Caller caller) {
        id(caller).ifPresent(id -> calls.put(id, new AtomicBoolean()));
    }

    /** A call that nobody knows may have. */
    boolean any(Caller caller) {
        return id(caller).map(calls::get).map(AtomicBoolean::get).orElse(true);
    }

    void end(Caller caller) {
        id(caller).ifPresent(calls::remove);
    }

    private static Optional<String> id(Caller caller) {
        return caller.badge().call().map(Passage::id);
    }

    /** For tests: how many calls are watched now. */
    int size() {
        return calls.size();
    }
}
