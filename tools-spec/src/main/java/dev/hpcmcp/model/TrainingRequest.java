package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A training run to start.
 *
 * @param requestId unique among the caller's requests where an agent says it; by the time a cluster
 *     gets it, it is a mark that no other request anywhere has
 */
public record TrainingRequest(
        @Doc(value = "Short name to find it by", max = 100) Optional<String> name,
        @Doc("Configuration file there, such as configs/unet.yaml") String configPath,
        @Doc(value = "Labels", max = 20) @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> tags,
        @Doc("Resume from this checkpoint") Optional<String> checkpointId,
        @Doc("Environment to add; few names are allowed")
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                Map<String, String> environment,
        @Doc(value = "Your own id: a retry with it never starts twice", max = 128)
                Optional<String> requestId) {
    private static final Pattern CONFIG = Pattern.compile("\\w[\\w./ -]*\\.ya?ml");
    private static final Pattern STEP_UP = Pattern.compile("(^|/)\\.\\.?(/|$)|//");

    public TrainingRequest {
        if (configPath.length() > 300
                || !CONFIG.matcher(configPath).matches()
                || STEP_UP.matcher(configPath).find()) {
            throw new IllegalArgumentException(
                    "config_path is a relative path without '..' that ends in .yaml or .yml");
        }
        tags = List.copyOf(tags);
        environment = Map.copyOf(environment);
    }

    /** A request that only says which configuration to train. */
    public static TrainingRequest of(String configPath) {
        return new TrainingRequest(
                Optional.empty(),
                configPath,
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    public TrainingRequest withName(String other) {
        return new TrainingRequest(
                Optional.of(other), configPath, tags, checkpointId, environment, requestId);
    }

    public TrainingRequest withCheckpoint(String other) {
        return new TrainingRequest(
                name, configPath, tags, Optional.of(other), environment, requestId);
    }

    public TrainingRequest withEnvironment(Map<String, String> other) {
        return new TrainingRequest(name, configPath, tags, checkpointId, other, requestId);
    }

    public TrainingRequest withRequestId(Optional<String> other) {
        return new TrainingRequest(name, configPath, tags, checkpointId, environment, other);
    }
}
