package dev.hpcmcp.backend.slurm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Slurm's JSON, of both families: what is a number in one is {@code {set, infinite, number}} in the
 * other, and one word there a list of words here. Only what we look at is kept.
 */
final class SlurmJson {
    private SlurmJson() {}

    /** A number, or none: null, "not set" and "infinite" all mean that nothing was said. */
    record Num(Optional<Long> value) {
        static final Num NONE = new Num(Optional.empty());

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Num of(JsonNode node) {
            if (node.isObject()) {
                return node.path("set").asBoolean(true) && !node.path("infinite").asBoolean(false)
                        ? of(node.path("number"))
                        : NONE;
            }
            return node.isNumber() || node.isString()
                    ? new Num(node.asLongOpt().stream().boxed().findFirst())
                    : NONE;
        }
    }

    /** One word or several. */
    record Words(List<String> list) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Words of(JsonNode node) {
            if (node.isArray()) {
                return new Words(node.valueStream().map(word -> word.asString("")).toList());
            }
            String text = node.asString("");
            return new Words(text.isEmpty() ? List.of() : List.of(text.split(",", -1)));
        }
    }

    /** How a job ended: the raw wait status of the old family, or the new one's taken apart. */
    record Exit(Optional<Integer> code, Optional<Integer> signal) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Exit of(JsonNode node) {
            if (node.has("return_code")) {
                return new Exit(
                        Num.of(node.path("return_code")).value().map(Long::intValue),
                        Num.of(node.path("signal").path("id"))
                                .value()
                                .or(() -> Num.of(node.path("signal").path("signal_id")).value())
                                .map(Long::intValue)
                                .filter(number -> number > 0));
            }
            Optional<Integer> raw = Num.of(node).value().map(Long::intValue);
            return new Exit(
                    raw.map(status -> (status >> 8) & 0xff),
                    raw.map(status -> status & 0x7f).filter(number -> number > 0));
        }
    }

    record Jobs(List<Raw> jobs) {
        Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    /** A job's record: a job, a task of an array, its waiting tasks together, or a part. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Raw(
            long jobId,
            Optional<Num> arrayJobId,
            Optional<Num> arrayTaskId,
            Optional<String> arrayTaskString,
            Optional<Num> hetJobId,
            Optional<Num> hetJobOffset,
            Optional<String> name,
            Optional<String> userName,
            Optional<Num> userId,
            Optional<String> partition,
            Optional<String> account,
            Optional<Words> jobState,
            Optional<String> stateReason,
            Optional<Num> priority,
            Optional<Num> submitTime,
            Optional<Num> startTime,
            Optional<Num> endTime,
            Optional<Num> timeLimit,
            Optional<Exit> exitCode,
            Optional<String> nodes,
            Optional<String> batchHost,
            Optional<Num> nodeCount,
            Optional<Num> cpus,
            Optional<String> tresAllocStr,
            Optional<String> tresReqStr,
            Optional<String> currentWorkingDirectory,
            Optional<String> standardOutput,
            Optional<String> standardError,
            Optional<String> stdoutExpanded,
            Optional<String> stderrExpanded,
            Optional<String> comment,
            Optional<Accounted> accounted) {
        long arrayId() {
            return number(arrayJobId).orElse(0L);
        }

        long hetId() {
            return number(hetJobId).orElse(0L);
        }

        /** The id that a person would use for the whole of it. */
        long wholeId() {
            return arrayId() > 0 ? arrayId() : hetId() > 0 ? hetId() : jobId;
        }

        Optional<Integer> task() {
            return arrayId() > 0 ? number(arrayTaskId).map(Long::intValue) : Optional.empty();
        }
    }

    static Optional<Long> number(Optional<Num> num) {
        return num.flatMap(Num::value);
    }

    record Partitions(List<Partition> partitions) {
        Partitions {
            partitions = List.copyOf(partitions);
        }
    }

    /** Both families' keys side by side. */
    record Partition(
            String name,
            Optional<Words> flags,
            Optional<JsonNode> partition,
            Optional<Words> state,
            @JsonProperty("max_time_limit") Optional<Num> maxTime,
            Optional<JsonNode> maximums,
            @JsonProperty("total_nodes") Optional<Num> totalNodes,
            @JsonProperty("total_cpus") Optional<Num> totalCpus,
            Optional<JsonNode> nodes,
            Optional<JsonNode> cpus) {}

    record Nodes(List<Node> nodes) {
        Nodes {
            nodes = List.copyOf(nodes);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Node(
            String name,
            Optional<Words> state,
            Optional<Words> stateFlags,
            Optional<Words> partitions,
            Optional<Num> cpus,
            Optional<Num> allocCpus,
            Optional<Num> realMemory,
            Optional<Num> allocMemory,
            Optional<String> gres,
            Optional<String> gresUsed,
            Optional<String> reason,
            Optional<Words> features) {}

    record Diag(Optional<JsonNode> statistics) {
        Optional<Integer> number(String key) {
            return statistics.flatMap(all -> Num.of(all.path(key)).value()).map(Long::intValue);
        }
    }

    record Paths(@JsonProperty("paths") java.util.Map<String, JsonNode> paths) {}
}
