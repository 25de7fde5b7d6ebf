package dev.hpcmcp.port;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Remembers what is called, and fails where the test says so. */
public abstract class FakeCalls {
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private Consumer<Call> beforeEach = call -> {};

    /** One call of a port method, with what it was given after the caller. */
    public record Call(String method, Caller caller, List<Object> arguments) {}

    /** The next port call fails so; said twice, the next two do. {@code health} does not fail. */
    public synchronized void failNext(Failure failure) {
        failures.add(failure);
    }

    /** Runs before each port call is answered; it may change this fake, or block. */
    public synchronized void beforeEach(Consumer<Call> action) {
        beforeEach = action;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    final void called(String method, Caller caller, Object... arguments) {
        remember(method, caller, arguments);
        Optional<Failure> failure;
        synchronized (this) {
            failure = Optional.ofNullable(failures.poll());
        }
        failure.ifPresent(f -> {
            throw new HpcException(f);
        });
    }

    final void remember(String method, Caller caller, Object... arguments) {
        Call call = new Call(method, caller, List.of(arguments));
        Consumer<Call> action;
        synchronized (this) {
            calls.add(call);
            action = beforeEach;
        }
        action.accept(call);
    }
}
