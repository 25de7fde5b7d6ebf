package dev.hpcmcp.port;

import java.util.Optional;

/** Carries a {@link Failure} to whoever puts it into words. */
public final class HpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public HpcException(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    public HpcException(Failure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    public static HpcException invalid(String field, String problem) {
        return new HpcException(new Failure.InvalidInput(field, problem, Optional.empty()));
    }

    public static HpcException invalid(String field, String problem, String allowed) {
        return new HpcException(new Failure.InvalidInput(field, problem, Optional.of(allowed)));
    }

    public static HpcException notSupported(String cluster, String what) {
        return new HpcException(new Failure.NotSupported(cluster, what, Optional.empty()));
    }

    /** Whether a change that failed so may have happened. */
    public static boolean inDoubt(RuntimeException thrown) {
        return !(thrown instanceof HpcException on)
                || on.failure() instanceof Failure.OutcomeUnknown
                || on.failure() instanceof Failure.BadAnswer;
    }

    public Failure failure() {
        return failure;
    }
}
