package dev.hpcmcp.rest;

import java.io.IOException;
import java.io.OutputStream;

/** Says where a body goes, once its head is known. It is closed when the body is there. */
@FunctionalInterface
public interface Opening {
    /**
     * Where it goes.
     *
     * @throws dev.hpcmcp.port.HpcException to refuse it; then the call fails so
     */
    OutputStream open(Head head) throws IOException;
}
