package dev.hpcmcp.guard.policy;

/** What a rule bounds of each job alone; nothing adds up. */
public enum Ceiling {
    CORES("each-job.cores", "cores"),
    GPUS("each-job.gpus", "gpus"),
    /** Of all nodes together. */
    MEMORY_GB("each-job.memory-gb", "memory_gb"),
    NODES("each-job.nodes", "nodes"),
    WALL_TIME("each-job.wall-time", "wall_time_seconds"),
    REPLICAS("each-job.replicas", "replicas"),
    ARRAY_TASKS("each-job.array-tasks", "array");

    private final String key;
    private final String field;

    Ceiling(String key, String field) {
        this.key = key;
        this.field = field;
    }

    /** As the configuration calls it. */
    String key() {
        return key;
    }

    /** The field of a request that says it. */
    String field() {
        return field;
    }
}
