package dev.hpcmcp.rest;

import java.io.IOException;
import java.io.InterruptedIOException;

/** How one attempt ended. */
sealed interface Outcome {
    /** A whole answer, good or bad. */
    record Answered(Reply reply) implements Outcome {}

    /**
     * No answer, or not all of one.
     *
     * @param sent whether any of the request may have reached the cluster
     * @param status of the answer that broke off; 0 if there was none
     */
    record Broken(IOException cause, boolean sent, int status) implements Outcome {
        static Broken late(boolean sent) {
            return new Broken(new InterruptedIOException("deadline"), sent, 0);
        }

        static Broken interrupted(boolean sent) {
            return new Broken(new Interrupted(), sent, 0);
        }
    }

    /** Whoever waited for the call was interrupted. */
    final class Interrupted extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The body is larger than the call takes. */
    final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
