package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** One machine of a cluster. What the cluster does not tell is absent. */
public record Node(
        @Doc("Its name") String name,
        @Doc("What it is good for now") NodeState state,
        @Doc("The cluster's own words") Optional<String> nativeState,
        @Doc("Queues it serves") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> queues,
        @Doc("Cores") Optional<Integer> coresTotal,
        @Doc("Cores in use") Optional<Integer> coresAllocated,
        @Doc("Memory") Optional<Double> memoryGbTotal,
        @Doc("Memory not allocated") Optional<Double> memoryGbFree,
        @Doc("GPUs") Optional<Integer> gpusTotal,
        @Doc("GPUs in use") Optional<Integer> gpusAllocated,
        @Doc("Features jobs can ask for") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> features,
        @Doc("Why it is in this state") Optional<String> reason,
        @Doc("Jobs on it") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobId> jobs) {
    public Node {
        queues = List.copyOf(queues);
        features = List.copyOf(features);
        jobs = List.copyOf(jobs);
    }
}
