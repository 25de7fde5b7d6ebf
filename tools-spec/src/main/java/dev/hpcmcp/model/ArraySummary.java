package dev.hpcmcp.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tasks of a job array, counted; {@code failed} names the ones to look at first. */
public record ArraySummary(
        @Doc("Tasks in all") int tasks,
        @Doc("Tasks per state") Map<JobState, Integer> byState,
        @Doc("First ids of tasks that did not succeed") List<JobId> failed) {
    public ArraySummary {
        byState = java.util.Collections.unmodifiableMap(new TreeMap<>(byState));
        failed = List.copyOf(failed);
    }
}
