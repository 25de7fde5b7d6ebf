package dev.hpcmcp.guard;

/** Where the audit is written. */
public interface Trail {
    /** Nothing is kept. */
    Trail NOWHERE =
            new Trail() {
                @Override
                public void keep(Trace trace) {}

                @Override
                public void note(Trace trace) {}
            };

    /**
     * It is kept when this returns.
     *
     * @throws NotKept if it is not
     */
    void keep(Trace trace) throws InterruptedException;

    /** It is kept soon. What goes wrong is said in the log. */
    void note(Trace trace);
}
