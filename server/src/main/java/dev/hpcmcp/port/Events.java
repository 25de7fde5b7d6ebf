package dev.hpcmcp.port;

/**
 * A cluster that tells of changes by itself. Whoever waits looks sooner when it speaks, and never
 * relies on it: what is told here is only that looking is worth while.
 */
public interface Events {
    /**
     * Calls {@code changed} when something of this caller's may have changed, from any thread,
     * until closed. It answers at once and connects afterwards. A connection that is lost is made
     * again by itself; nothing is thrown for one that cannot be had. {@code changed} is also called
     * whenever a connection is there anew: what happened before it was not heard.
     */
    Following follow(Caller caller, Runnable changed);

    /** An open ear; closing it more than once does no harm. */
    interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
