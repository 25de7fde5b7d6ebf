package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** A queue or partition that jobs can be sent to. */
public record Queue(
        @Doc("Its name") String name,
        @Doc("Whether it takes jobs") Optional<String> state,
        @Doc("Used when none is named") boolean isDefault,
        @Doc("Longest run time") Optional<Long> maxWallTimeSeconds,
        @Doc("Nodes") Optional<Integer> nodesTotal,
        @Doc("Idle nodes") Optional<Integer> nodesIdle,
        @Doc("Cores") Optional<Integer> coresTotal,
        @Doc("Idle cores") Optional<Integer> coresIdle,
        @Doc("GPUs") Optional<Integer> gpusTotal,
        @Doc("Node features") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> features) {
    public Queue {
        features = List.copyOf(features);
    }
}
