package dev.hpcmcp.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A file of this machine that is to become a checkpoint of a run. */
public record CheckpointUpload(
        Path file, JobId jobId, Optional<Integer> epoch, Map<String, Double> metrics) {
    public CheckpointUpload {
        metrics = Map.copyOf(metrics);
    }
}
