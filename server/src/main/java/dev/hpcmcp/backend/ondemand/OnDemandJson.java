package dev.hpcmcp.backend.ondemand;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The API's JSON. Nearly everything may be null, in one version or another. */
final class OnDemandJson {
    private OnDemandJson() {}

    record Data<T>(Optional<T> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Cluster(String id, Optional<String> title, Optional<String> adapter) {}

    /** A job as it is told; of an array sometimes a task, sometimes all that wait together. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Row(
            String jobId,
            Optional<String> jobName,
            Optional<String> jobOwner,
            Optional<String> status,
            Optional<String> nativeState,
            Optional<String> queueName,
            Optional<String> accountingId,
            Optional<String> submittedAt,
            Optional<String> startedAt,
            Optional<Long> wallclockTime,
            Optional<Long> wallclockLimit) {
        /** Some versions make a job up for an id that nobody has. */
        boolean isReal() {
            return jobOwner.filter(name -> !name.isBlank()).isPresent();
        }

        Optional<Instant> submitted() {
            return time(submittedAt);
        }

        Optional<Instant> started() {
            return time(startedAt);
        }
    }

    /** With the server's own offset, or {@code Z}. */
    static Optional<Instant> time(Optional<String> text) {
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    record Accepted(Optional<JobOnly> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record JobOnly(Optional<String> jobId) {}

    record Account(Optional<String> name, Optional<List<String>> qos) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record QueueRow(
            Optional<String> name,
            Optional<List<String>> allowAccounts,
            Optional<List<String>> denyAccounts,
            Optional<Map<String, String>> tres) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Info(
            Optional<Integer> activeNodes,
            Optional<Integer> totalNodes,
            Optional<Integer> activeProcessors,
            Optional<Integer> totalProcessors) {}

    record Context(Optional<String> content) {}

    /** What is at a path. */
    record Shown(boolean isDirectory, List<Entry> entries) {
        Shown {
            entries = List.copyOf(entries);
        }
    }

    /** A file; one that vanished while it was looked at has only its name. */
    record Entry(
            String path,
            Optional<String> name,
            Optional<Boolean> directory,
            Optional<Long> size,
            Optional<Integer> mode,
            Optional<String> owner,
            Optional<String> mtime,
            Optional<String> error) {
        boolean isDirectory() {
            return directory.orElse(false);
        }
    }
}
