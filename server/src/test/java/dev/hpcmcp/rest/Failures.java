package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a call failed. */
final class Failures {
    private Failures() {}

    static Failure of(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected a failure, but it worked");
        }
        return thrown.failure();
    }
}
