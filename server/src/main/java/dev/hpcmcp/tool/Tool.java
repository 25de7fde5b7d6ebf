package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.ToolSpec;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A spec, the port some cluster must have for it, and the function that does it. */
record Tool<I extends Record, O extends Record>(
        ToolSpec<I, O> spec, Optional<Class<?>> port, Drawing<I, O> work) {
    /** What does a tool's work. Waiting ones report progress and stop when interrupted. */
    @FunctionalInterface
    interface Handler<I, O> {
        O answer(Caller caller, I input, Client client) throws InterruptedException;
    }

    /** The same of a tool that can draw a picture of its answer. */
    @FunctionalInterface
    interface Drawing<I, O> {
        Drawn<O> answer(Caller caller, I input, Client client) throws InterruptedException;
    }

    static <I extends Record, O extends Record> Tool<I, O> of(
            ToolSpec<I, O> spec, Class<?> port, BiFunction<Caller, I, O> function) {
        return waiting(spec, port, (caller, input, _) -> function.apply(caller, input));
    }

    static <I extends Record, O extends Record> Tool<I, O> waiting(
            ToolSpec<I, O> spec, Class<?> port, Handler<I, O> handler) {
        return new Tool<>(spec, Optional.of(port), plain(handler));
    }

    static <I extends Record, O extends Record> Tool<I, O> drawing(
            ToolSpec<I, O> spec, Class<?> port, BiFunction<Caller, I, Drawn<O>> function) {
        return new Tool<>(
                spec, Optional.of(port), (caller, input, _) -> function.apply(caller, input));
    }

    /** One that needs no port. */
    static <I extends Record, O extends Record> Tool<I, O> anywhere(
            ToolSpec<I, O> spec, Handler<I, O> handler) {
        return new Tool<>(spec, Optional.empty(), plain(handler));
    }

    private static <I, O> Drawing<I, O> plain(Handler<I, O> handler) {
        return (caller, input, client) -> Drawn.plain(handler.answer(caller, input, client));
    }

    /** The same, that first says what it is about to do, where that is grave. */
    Tool<I, O> declaring(Function<I, Optional<Deed>> deed) {
        return new Tool<>(
                spec,
                port,
                (caller, input, client) -> {
                    Optional<Deed> grave = deed.apply(input);
                    if (grave.isPresent()) {
                        client.permit(grave.get());
                    }
                    return work.answer(caller, input, client);
                });
    }

    /** The same with something done after every call, also one that failed. */
    Tool<I, O> andThen(Consumer<Caller> after) {
        return new Tool<>(
                spec,
                port,
                (caller, input, client) -> {
                    try {
                        return work.answer(caller, input, client);
                    } finally {
                        after.accept(caller);
                    }
                });
    }
}
