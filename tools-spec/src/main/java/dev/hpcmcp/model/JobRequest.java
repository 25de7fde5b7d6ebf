package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run, in words that every scheduler knows.
 *
 * @param requestId unique among the caller's requests where an agent says it; by the time a cluster
 *     gets it, it is a mark that no other request anywhere has
 */
public record JobRequest(
        @Doc(value = "Short name to find it by", max = 200) Optional<String> name,
        @Doc("Whole script, starting with #!; or give command") Optional<String> script,
        @Doc(value = "Program and arguments; no shell", max = 1000)
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> command,
        @Doc("Container image id from fetch_images") Optional<String> image,
        @Doc("Directory to run in") Optional<String> workingDirectory,
        @Doc("Queue from get_cluster; else the default") Optional<String> queue,
        @Doc("Project to charge") Optional<String> project,
        @Doc("Quality of service") Optional<String> qos,
        @Doc(value = "Run time allowed; then it is ended", min = 1) Optional<Long> wallTimeSeconds,
        @Doc(value = "Nodes", min = 1) Optional<Integer> nodes,
        @Doc(value = "Tasks (MPI ranks)", min = 1) Optional<Integer> tasks,
        @Doc(value = "Cores per task", min = 1) Optional<Integer> cores,
        @Doc(value = "Memory per node, GB", min = 0) Optional<Double> memoryGb,
        @Doc(value = "GPUs in all", min = 0) Optional<Integer> gpus,
        @Doc("Environment to add; no secrets") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                Map<String, String> environment,
        @Doc("Task indices, as 1-10, 1,5,9 or 1-10%2 (two at a time)") Optional<String> array,
        @Doc(value = "Copies x-1 to x-N, told REPLICA_ID and REPLICA_COUNT", min = 1, max = 100)
                Optional<Integer> replicas,
        @Doc(value = "Start only after these jobs", max = 100)
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<After> after,
        @Doc("File for standard output") Optional<String> stdoutPath,
        @Doc("File for standard error") Optional<String> stderrPath,
        @Doc("Accept, but start only after release") Optional<Boolean> hold,
        @Doc(value = "The scheduler's own options, if all else fails", max = 100)
                @JsonProperty("native")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> nativeOptions,
        @Doc(value = "Your own id: a retry with it never submits twice", max = 128)
                Optional<String> requestId) {
    public JobRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = List.copyOf(after);
        nativeOptions = List.copyOf(nativeOptions);
    }

    /** The variables that tell a copy which of how many it is. */
    public static final String REPLICA_ID = "REPLICA_ID";

    public static final String REPLICA_COUNT = "REPLICA_COUNT";

    /** How many copies it is one of. */
    public long copies() {
        String told = environment.getOrDefault(REPLICA_COUNT, "1");
        return told.matches("\\d{1,6}") ? Math.max(1, Long.parseLong(told)) : 1;
    }

    /** A request that only says which script to run. */
    public static JobRequest ofScript(String script) {
        return new JobRequestBuilder().script(script).build();
    }

    public JobRequestBuilder change() {
        return new JobRequestBuilder(this);
    }
}
