package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.model.Usage;
import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.text.LogText;
import dev.hpcmcp.tool.Diagnosis.Finding;
import dev.hpcmcp.tool.Diagnosis.Printed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How often the rules are right about jobs whose cause is known. */
class DiagnosisScoreTest {
    private record Result(JsonNode sample, Finding finding) {
        boolean right() {
            return finding.rule().equals(sample.path("expect").asString());
        }

        boolean heldOut() {
            return sample.path("held_out").asBoolean(false);
        }
    }

    @Test
    void isRightAlmostAlwaysAndNeverWrongWithConfidence() throws IOException {
        List<Result> all = samples().stream().map(DiagnosisScoreTest::judged).toList();
        List<Result> wrong = all.stream().filter(result -> !result.right()).toList();

        System.out.printf(
                "diagnosis: %d of %d right (held out: %d of %d), %d rules, %d causes%n%s",
                right(all, false),
                all.size(),
                right(all, true),
                all.stream().filter(Result::heldOut).count(),
                Rules.ALL.size(),
                Rules.ALL.stream().map(Rule::cause).distinct().count(),
                wrong.stream().map(DiagnosisScoreTest::words).collect(Collectors.joining()));
        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        assertThat(unknown(all)).isGreaterThanOrEqualTo(8);
        assertThat(100.0 * right(all, false) / all.size()).isGreaterThanOrEqualTo(95);
        assertThat(wrong).noneMatch(result -> result.finding().confidence() == Confidence.HIGH);
    }

    @Test
    void everyRuleCanBeReadAndSaysWhatToDo() {
        assertThat(Rules.ALL)
                .allSatisfy(rule -> {
                    assertThat(rule.cause()).as(rule.id()).isNotBlank().endsWith(".");
                    assertThat(rule.advice()).as(rule.id()).isNotEmpty();
                });
        Set<String> causes = new TreeSet<>(Rules.ALL.stream().map(Rule::id).toList());
        assertThat(causes).hasSizeGreaterThanOrEqualTo(20);
    }

    private static long right(List<Result> all, boolean onlyHeldOut) {
        return all.stream()
                .filter(Result::right)
                .filter(result -> !onlyHeldOut || result.heldOut())
                .count();
    }

    private static long unknown(List<Result> all) {
        return all.stream()
                .filter(r -> r.sample().path("expect").asString().equals(Diagnosis.UNKNOWN))
                .count();
    }

    private static String words(Result result) {
        return "  wrong: %s: %s, not %s (%s)%n"
                .formatted(
                        result.sample().path("name").asString(),
                        result.finding().rule(),
                        result.sample().path("expect").asString(),
                        result.finding().confidence());
    }

    private static List<JsonNode> samples() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        DiagnosisScoreTest.class.getResourceAsStream("/diagnosis/cases.jsonl"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Json.MAPPER::readTree)
                    .toList();
        }
    }

    private static Result judged(JsonNode sample) {
        List<Printed> printed = new ArrayList<>();
        for (String stream : List.of("stderr", "stdout", "events")) {
            List<String> lines = sample.path(stream).valueStream().map(JsonNode::asString).toList();
            if (!lines.isEmpty()) {
                printed.add(new Printed(stream, LogText.of(lines).lines()));
            }
        }
        return new Result(sample, Diagnosis.of(job(sample), printed));
    }

    private static Job job(JsonNode sample) {
        String state = sample.path("state").asString();
        JobBuilder job =
                Job.of(
                                "c",
                                new JobId("1"),
                                JobState.valueOf(state.toUpperCase(Locale.ROOT)),
                                state,
                                Instant.EPOCH)
                        .reason(text(sample, "reason"))
                        .signal(text(sample, "signal"))
                        .outcome(
                                text(sample, "outcome")
                                        .map(o -> Outcome.valueOf(o.toUpperCase(Locale.ROOT))))
                        .resources(
                                Optional.of(
                                        new Resources(
                                                Optional.empty(),
                                                Optional.empty(),
                                                number(sample, "memory_gb"),
                                                Optional.empty())))
                        .usage(
                                Optional.of(
                                        new Usage(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                number(sample, "max_memory_gb"))));
        number(sample, "exit_code").ifPresent(code -> job.exitCode(code.intValue()));
        number(sample, "wall_time_seconds").ifPresent(s -> job.wallTimeSeconds(s.longValue()));
        number(sample, "elapsed_seconds").ifPresent(s -> job.elapsedSeconds(s.longValue()));
        return job.build();
    }

    private static Optional<String> text(JsonNode sample, String field) {
        return sample.has(field) ? Optional.of(sample.path(field).asString()) : Optional.empty();
    }

    private static Optional<Double> number(JsonNode sample, String field) {
        return sample.has(field) ? Optional.of(sample.path(field).asDouble()) : Optional.empty();
    }
}
