package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A training run here is a job whose program its configuration file names: a YAML file below the
 * home directory with a list {@code command}. The job is told the file's path.
 */
final class LocalTraining {
    /** By this a job is known for a run, too. */
    static final String CONFIG = "TRAINING_CONFIG";

    private static final long LARGEST = 1 << 20;

    private final String cluster;
    private final Path home;

    LocalTraining(String cluster, Path home) {
        this.cluster = cluster;
        this.home = home;
    }

    static JobKind kind(Map<String, String> environment) {
        return environment.containsKey(CONFIG) ? JobKind.TRAINING : JobKind.BATCH;
    }

    JobRequest job(TrainingRequest request) {
        if (request.checkpointId().isPresent()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "resuming from a checkpoint",
                            Optional.of("name the checkpoint in the configuration file")));
        }
        if (!Signature.without(request.environment()).isEmpty()) {
            throw HpcException.invalid(
                    "environment", "no variable may be set here", "submit_job takes any");
        }
        Path file = file(request.configPath());
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put(CONFIG, file.toString());
        return new JobRequestBuilder()
                .name(request.name().orElse(file.getFileName().toString()))
                .command(command(file))
                .workingDirectory(home.toString())
                .environment(environment)
                .requestId(request.requestId())
                .build();
    }

    private Path file(String path) {
        Path file = home.resolve(path);
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && file.toRealPath().startsWith(home.toRealPath())
                    && Files.size(file) <= LARGEST) {
                return file;
            }
        } catch (IOException unreadable) {
            throw none();
        }
        throw none();
    }

    private static HpcException none() {
        return HpcException.invalid(
                "config_path",
                "there is no such file below the home directory",
                "a YAML file with a list 'command', such as command: [python3, train.py]");
    }

    private static List<String> command(Path file) {
        try {
            JsonNode command = new YAMLMapper().readTree(file.toFile()).path("command");
            List<String> words = command.valueStream().map(JsonNode::asString).toList();
            if (command.isArray() && !words.isEmpty()) {
                return words;
            }
        } catch (JacksonException notYaml) {
            throw wrong();
        }
        throw wrong();
    }

    private static HpcException wrong() {
        return HpcException.invalid(
                "config_path",
                "the file does not say what to run",
                "a list 'command' in it, such as command: [python3, train.py]");
    }
}
