package dev.hpcmcp.backend.s9s;

/** What a gateway may or may not have, in the words of the refusal. */
enum Feature {
    JOBS("jobs"),
    SUBMIT("submitting jobs"),
    CANCEL("cancelling jobs"),
    BULK("changing many jobs at once"),
    HOLD("holding jobs"),
    RELEASE("releasing jobs"),
    PRIORITY("changing a job's priority"),
    OUTPUT("jobs' output"),
    NODES("a list of nodes"),
    NODE_STATES("changing the state of nodes"),
    USERS("a list of users"),
    PARTITIONS("a list of partitions"),
    LOAD("the cluster's load"),
    PERFORMANCE("performance over time"),
    EFFICIENCY("the efficiency of jobs"),
    SEARCH("a search of its own"),
    EXPORTS("exports"),
    REPORTS("reports"),
    STATUS("its status"),
    DESCRIPTION("a description of its API");

    private final String words;

    Feature(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
