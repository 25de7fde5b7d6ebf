package dev.hpcmcp.guard.policy;

/** What adds up over a caller's jobs. */
public enum Quota {
    LIVE_JOBS("live-jobs"),
    SUBMITS("submits-per-hour"),
    /** Cancels, and changes to jobs. */
    CHANGES("cancels-per-hour"),
    CORE_HOURS("core-hours"),
    GPU_HOURS("gpu-hours");

    private final String key;

    Quota(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    boolean hours() {
        return this == CORE_HOURS || this == GPU_HOURS;
    }
}
