package dev.hpcmcp.model;

import java.util.Optional;

/** What a job asked for or was given. */
public record Resources(
        @Doc("Nodes") Optional<Integer> nodes,
        @Doc("Cores in all") Optional<Integer> cores,
        @Doc("Memory, GB") Optional<Double> memoryGb,
        @Doc("GPUs in all") Optional<Integer> gpus) {
    public static final Resources NONE =
            new Resources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Resources ofCores(int cores) {
        return new Resources(
                Optional.empty(), Optional.of(cores), Optional.empty(), Optional.empty());
    }
}
