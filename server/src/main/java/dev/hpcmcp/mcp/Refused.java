package dev.hpcmcp.mcp;

import java.util.Map;

/** A request that goes no further, and why. Its words are for the client. */
final class Refused extends Exception {
    private final int status;
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    Refused(Problem problem) {
        this(400, problem, Map.of());
    }

    Refused(int status, String words) {
        this(status, Problem.of(Problem.INVALID_REQUEST, words), Map.of());
    }

    Refused(int status, Problem problem, Map<String, String> headers) {
        super(problem.words(), null, false, false);
        this.status = status;
        this.problem = problem;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
