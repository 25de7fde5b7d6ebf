package dev.hpcmcp.backend.slurm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What slurmdbd says, of both families. A job there has another form than the controller's. */
final class AccountingJson {
    private AccountingJson() {}

    record Jobs(List<Entry> jobs) {
        Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Entry(
            long jobId,
            Optional<String> name,
            Optional<String> user,
            Optional<String> account,
            Optional<String> partition,
            Optional<String> nodes,
            Optional<State> state,
            Optional<Time> time,
            Optional<ArrayPlace> array,
            Optional<Part> het,
            Optional<SlurmJson.Exit> exitCode,
            Optional<Comment> comment,
            Optional<Tres> tres,
            Optional<JsonNode> steps,
            Optional<String> workingDirectory,
            Optional<String> stdoutExpanded,
            Optional<String> stderrExpanded) {
        /** Slurm says "None assigned" in words. */
        Optional<String> place() {
            return Views.said(nodes).filter(text -> !text.startsWith("None"));
        }

        long allocated(String type) {
            return tres.stream()
                    .flatMap(all -> all.allocated().stream())
                    .flatMap(JsonNode::valueStream)
                    .filter(one -> one.path("type").asString("").equals(type))
                    .mapToLong(one -> SlurmJson.Num.of(one.path("count")).value().orElse(0L))
                    .findFirst()
                    .orElse(0);
        }
    }

    record State(Optional<SlurmJson.Words> current, Optional<String> reason) {}

    record Time(
            Optional<SlurmJson.Num> submission,
            Optional<SlurmJson.Num> start,
            Optional<SlurmJson.Num> end,
            Optional<SlurmJson.Num> elapsed,
            Optional<SlurmJson.Num> limit) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ArrayPlace(
            Optional<SlurmJson.Num> jobId, Optional<SlurmJson.Num> taskId, Optional<String> task) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Part(Optional<SlurmJson.Num> jobId, Optional<SlurmJson.Num> jobOffset) {}

    record Comment(Optional<String> job) {}

    record Tres(Optional<JsonNode> allocated) {}

    record Associations(List<Association> associations) {
        Associations {
            associations = List.copyOf(associations);
        }
    }

    record Association(
            Optional<String> user,
            Optional<String> account,
            Optional<String> partition,
            Optional<SlurmJson.Words> qos) {}

    record Users(List<Person> users) {
        Users {
            users = List.copyOf(users);
        }
    }

    record Person(
            String name,
            @JsonProperty("administrator_level") Optional<SlurmJson.Words> level,
            @JsonProperty("default") Optional<Usual> usual) {}

    record Usual(Optional<String> account) {}
}
