package dev.hpcmcp.port;

import dev.hpcmcp.spec.Scope;
import java.time.Duration;
import java.util.Optional;

/** Every way an operation fails on purpose. {@code text.FailureWords} says each in words. */
public sealed interface Failure {
    /** An argument is wrong: which, why, and what would be right. */
    record InvalidInput(String field, String problem, Optional<String> allowed)
            implements Failure {}

    /** There is no such thing, as far as this caller may know. */
    record NotFound(String kind, String id) implements Failure {}

    /** The cluster does not accept our sign-in. */
    record SignInNeeded(String cluster, String how) implements Failure {}

    /** The caller may not do this; the scope that would allow it, if one would. */
    record NotAllowed(String what, Optional<Scope> missingScope) implements Failure {}

    /** The cluster cannot do this; what comes nearest. */
    record NotSupported(String cluster, String what, Optional<String> nearest) implements Failure {}

    /** It cannot be done in the present state. */
    record Conflict(String problem) implements Failure {}

    /** The cluster asks us to come back later. */
    record Busy(String cluster, Optional<Duration> retryAfter) implements Failure {}

    /** The cluster could not be reached; nothing was done. */
    record Unreachable(String cluster, String problem) implements Failure {}

    /** A change may or may not have happened; how to find out, where there is a special way. */
    record OutcomeUnknown(String cluster, String operation, Optional<String> check)
            implements Failure {
        public OutcomeUnknown(String cluster, String operation) {
            this(cluster, operation, Optional.empty());
        }
    }

    /** The cluster answered in a way we cannot read. */
    record BadAnswer(String cluster, int status, String problem) implements Failure {}

    /**
     * It would go over a limit.
     *
     * @param limit which, and whose
     * @param used of it so far; empty where nothing adds up
     * @param asked what this would have taken, where that is known
     * @param frees when there will be room, or what to do, where that is known
     */
    record OverBudget(String limit, String used, Optional<String> asked, Optional<String> frees)
            implements Failure {
        public OverBudget(String limit, String used) {
            this(limit, used, Optional.empty(), Optional.empty());
        }
    }
}
