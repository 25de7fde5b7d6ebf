package dev.hpcmcp.guard;

import java.util.List;

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

    /** What a call is for. */
    @FunctionalInterface
    interface Work<T> {
        T result() throws InterruptedException;
    }

    /** One after the other, the first outermost. */
    static Guard inOrder(List<Guard> guards) {
        return guards.reversed().stream().reduce(OPEN, (inner, outer) -> outer.before(inner));
    }

    default Guard before(Guard inner) {
        Guard outer = this;
        return new Guard() {
            @Override
            public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
                return outer.pass(visit, () -> inner.pass(visit, work));
            }
        };
    }
}
