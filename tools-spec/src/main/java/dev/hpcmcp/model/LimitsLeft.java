package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What the operator's policy leaves a caller on a cluster, just now. What is not limited is left
 * out.
 */
public record LimitsLeft(
        @Doc("Queues to choose from") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> queues,
        @Doc("Projects to choose from") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> projects,
        @Doc("Images to choose from; * ends what may go on")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> images,
        @Doc("Cores of a job") Optional<Long> maxCores,
        @Doc("GPUs of a job") Optional<Long> maxGpus,
        @Doc("Memory of a job in all, GB") Optional<Double> maxMemoryGb,
        @Doc("Nodes of a job") Optional<Long> maxNodes,
        @Doc("Run time of a job") Optional<Long> maxWallTimeSeconds,
        @Doc("Copies in one call") Optional<Long> maxReplicas,
        @Doc("Tasks of an array") Optional<Long> maxArrayTasks,
        @Doc("Jobs that may still be submitted before others end") Optional<Long> liveJobs,
        @Doc("Submits in this hour") Optional<Long> submits,
        @Doc("Cancels and changes in this hour") Optional<Long> cancels,
        @Doc("Core hours to spend") Optional<Double> coreHours,
        @Doc("GPU hours to spend") Optional<Double> gpuHours) {
    public LimitsLeft {
        queues = List.copyOf(queues);
        projects = List.copyOf(projects);
        images = List.copyOf(images);
    }
}
