package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** What one job may ask for. */
public record Limits(
        @Doc("Core counts to choose from, or the largest")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<Integer> cores,
        @Doc("Memory sizes to choose from, or the largest")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<Double> memoryGb,
        @Doc("GPU counts to choose from, or the largest")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<Integer> gpus,
        @Doc("Interactive sessions at once") Optional<Integer> maxInteractiveSessions,
        @Doc("Tasks in one array") Optional<Integer> maxArrayTasks) {
    public Limits {
        cores = List.copyOf(cores);
        memoryGb = List.copyOf(memoryGb);
        gpus = List.copyOf(gpus);
    }
}
