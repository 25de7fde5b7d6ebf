package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.util.List;
import java.util.function.Supplier;

/** What every call passes on its way to its tool, and its answer on the way back. */
public interface Guard {
    Guard OPEN =
            new Guard() {
                @Override
                public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
                    return work.result();
                }
            };

    /**
     * Has the work done, or refuses.
     *
     * @throws dev.hpcmcp.port.HpcException why it was refused, or how the work failed
     */
    <T> T pass(Visit visit, Work<T> work) throws InterruptedException;

    /**
     * Asked from within the work by a tool that is about to do something grave.
     *
     * @throws dev.hpcmcp.port.HpcException why it may not be done, or not yet
     */
    default void permit(Visit visit, Deed deed) throws InterruptedException {}

    /**
     * Asked now and then for who calls nothing and only listens.
     *
     * @throws dev.hpcmcp.port.HpcException why they are to hear no more
     */
    default void stay(Caller caller) {}

    /** What a call is for. */
    @FunctionalInterface
    interface Work<T> {
        T result() throws InterruptedException;
    }

    /** One after the other, the first outermost. */
    static Guard inOrder(List<Guard> guards) {
        return guards.reversed().stream().reduce(OPEN, (inner, outer) -> outer.before(inner));
    }

    /** One that is made at the first call: a start does not pay for it. */
    static Guard later(Supplier<Guard> making) {
        return new LaterGuard(making);
    }

    default Guard before(Guard inner) {
        Guard outer = this;
        return new Guard() {
            @Override
            public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
                return outer.pass(visit, () -> inner.pass(visit, work));
            }

            // A person may take minutes to answer: the outer ones have the last word.
            @Override
            public void permit(Visit visit, Deed deed) throws InterruptedException {
                inner.permit(visit, deed);
                outer.permit(visit, deed);
            }

            @Override
            public void stay(Caller caller) {
                outer.stay(caller);
                inner.stay(caller);
            }
        };
    }
}
