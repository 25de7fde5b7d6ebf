package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/** A saved state of a training run. */
public record Checkpoint(
        @Doc("Its id") String checkpointId,
        @Doc("Run it belongs to") Optional<JobId> jobId,
        @Doc("File name there") Optional<String> filename,
        @Doc("Epoch it was saved at") Optional<Integer> epoch,
        @Doc("Metric it was saved for") Optional<String> metricName,
        @Doc("That metric's value") Optional<Double> metricValue,
        @Doc("Size") Optional<Long> bytes,
        @Doc("When saved") Optional<Instant> createdAt,
        @Doc("Marked as the best by its run") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                boolean best) {}
