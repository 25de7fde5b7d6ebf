package dev.hpcmcp.rest;

import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;

/** What becomes of a body while it arrives. Runs on the network's thread. */
interface Intake {
    /** The part of the body that belongs into the {@link Reply}. */
    byte[] take(Response response) throws IOException;

    /** Whether the call may be made again. Not after something has been passed on. */
    boolean isFresh();

    /** Whether the rest of the body is of no interest, so that the connection has to go. */
    boolean hasEnough();

    /** Keeps the whole body in memory, if it is not larger than that. */
    record Whole(long cap) implements Intake {
        private static final long OF_AN_ERROR = 64 << 10;

        @Override
        public byte[] take(Response response) throws IOException {
            BufferedSource source = response.body().source();
            if (response.code() >= 400) {
                return beginning(source);
            }
            if (source.request(cap + 1)) {
                throw new Outcome.TooLarge();
            }
            return source.readByteArray();
        }

        /**
         * An error's status says it all: that its body is huge, or breaks off, is no second
         * problem.
         */
        private static byte[] beginning(BufferedSource source) throws IOException {
            boolean more;
            try {
                more = source.request(OF_AN_ERROR);
            } catch (IOException brokeOff) {
                more = false;
            }
            return source.getBuffer().readByteArray(more ? OF_AN_ERROR : source.getBuffer().size());
        }

        @Override
        public boolean isFresh() {
            return true;
        }

        @Override
        public boolean hasEnough() {
            return false;
        }
    }
}
