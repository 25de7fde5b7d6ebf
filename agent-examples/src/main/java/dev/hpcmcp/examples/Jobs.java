package dev.hpcmcp.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import tools.jackson.databind.JsonNode;

/** Submit, wait, read: the three steps of every agent that runs jobs. */
final class Jobs {
    private static final int MOST_AT_ONCE = 50;

    private final Hpc hpc;
    private final Optional<String> cluster;

    Jobs(Hpc hpc, Optional<String> cluster) {
        this.hpc = hpc;
        this.cluster = cluster;
    }

    List<Run> sweep(String script, List<String> values) {
        Map<String, String> valueOf = new LinkedHashMap<>();
        values.forEach(value -> valueOf.put(submit(script, value), value));
        Map<String, JsonNode> ended = await(List.copyOf(valueOf.keySet()));
        List<Run> runs = new ArrayList<>();
        valueOf.forEach((id, value) -> runs.add(run(value, Objects.requireNonNull(ended.get(id)))));
        return runs;
    }

    private String submit(String script, String value) {
        JsonNode answer =
                hpc.call(
                        "submit_job",
                        here(
                                Map.of(
                                        "name",
                                        "sweep-" + value,
                                        "script",
                                        script,
                                        "environment",
                                        Map.of("VALUE", value))));
        return answer.path("job").path("job_id").asString();
    }

    private Map<String, JsonNode> await(List<String> ids) {
        Map<String, JsonNode> ended = new HashMap<>();
        try (ProgressBar bar = bar(ids.size())) {
            while (ended.size() < ids.size()) {
                List<String> left =
                        ids.stream()
                                .filter(id -> !ended.containsKey(id))
                                .limit(MOST_AT_ONCE)
                                .toList();
                JsonNode answer =
                        hpc.call(
                                "wait_for_job",
                                here(Map.of("job_ids", left, "until", "any_finished")));
                answer.path("missing").forEach(Jobs::refuseMissing);
                answer.path("jobs").forEach(job -> note(job, ended));
                bar.stepTo(ended.size());
            }
        }
        return ended;
    }

    private static void refuseMissing(JsonNode missing) {
        throw new HpcFailure(
                "wait_for_job", "job " + missing.path("job_id").asString() + " is gone");
    }

    private static void note(JsonNode job, Map<String, JsonNode> ended) {
        if (job.path("state").asString().equals("finished")) {
            ended.put(job.path("job_id").asString(), job);
        }
    }

    private static ProgressBar bar(int jobs) {
        return new ProgressBarBuilder().setTaskName("jobs").setInitialMax(jobs).build();
    }

    private Run run(String value, JsonNode job) {
        String id = job.path("job_id").asString();
        JsonNode log = hpc.call("get_session_logs", here(Map.of("job_id", id, "lines", 1)));
        return new Run(
                value,
                id,
                job.path("outcome").asString(),
                job.path("elapsed_seconds").asLong(0),
                inside(log.path("text").asString()));
    }

    /** What stands between the fence's first and last line. */
    private static String inside(String fenced) {
        List<String> lines = fenced.lines().toList();
        return String.join(" ", lines.subList(1, lines.size() - 1));
    }

    private Map<String, Object> here(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        cluster.ifPresent(id -> all.put("cluster", id));
        return all;
    }
}
