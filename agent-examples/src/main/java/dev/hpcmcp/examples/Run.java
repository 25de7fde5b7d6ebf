package dev.hpcmcp.examples;

/** One value, its job, and what came of it. */
record Run(String value, String jobId, String outcome, long seconds, String printed) {
    boolean succeeded() {
        return outcome.equals("succeeded");
    }
}
