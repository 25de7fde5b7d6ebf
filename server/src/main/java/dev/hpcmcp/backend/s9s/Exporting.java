package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Streamed;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Has the gateway make a table, follows it until it is there, and fetches it. */
final class Exporting {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final List<String> USUAL =
            List.of(
                    "job_id",
                    "job_name",
                    "user",
                    "account",
                    "partition",
                    "state",
                    "submit_time",
                    "start_time",
                    "end_time",
                    "elapsed_time",
                    "exit_code");

    /** Our words for a job's facts, and theirs. */
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("name", "job_name"),
                    Map.entry("owner", "user"),
                    Map.entry("project", "account"),
                    Map.entry("queue", "partition"),
                    Map.entry("native_state", "state"),
                    Map.entry("submitted_at", "submit_time"),
                    Map.entry("started_at", "start_time"),
                    Map.entry("ended_at", "end_time"),
                    Map.entry("elapsed_seconds", "elapsed_time"),
                    Map.entry("wall_time_seconds", "time_limit"),
                    Map.entry("stdout_path", "standard_output"),
                    Map.entry("stderr_path", "standard_error"));

    private final String cluster;
    private final SiteApi api;
    private final Signing signing;
    private final Pace pace;

    Exporting(String cluster, SiteApi api, Signing signing, Pace pace) {
        this.cluster = cluster;
        this.api = api;
        this.signing = signing;
        this.pace = pace;
    }

    Optional<Long> export(Caller caller, ExportRequest request, OutputStream to) {
        Part started = api.startExport(caller, body(caller, request));
        String id =
                started.text("export_id")
                        .or(() -> started.text("id"))
                        .orElseThrow(() ->
                                new HpcException(
                                        new Failure.OutcomeUnknown(
                                                cluster, "starting the export")));
        Part done = followed(caller, id, started);
        Streamed streamed = api.download(caller, id, done.text("download_url"), to);
        if (streamed.cut()) {
            throw bad("its export is larger than 1 GB");
        }
        return done.number("record_count").map(Double::longValue);
    }

    private Part followed(Caller caller, String id, Part started) {
        Instant end = pace.clock().instant().plus(LONGEST);
        Duration pause = FIRST_PAUSE;
        Part export = started;
        while (!isDone(export)) {
            if (pace.clock().instant().plus(pause).isAfter(end)) {
                throw new HpcException(
                        new Failure.Busy(cluster, Optional.of(Duration.ofMinutes(5))));
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            export = api.export(caller, id);
        }
        return export;
    }

    private boolean isDone(Part export) {
        return switch (export.text("status").orElse("").toLowerCase(Locale.ROOT)) {
            case "completed", "complete", "done", "ready" -> true;
            case "failed", "error", "cancelled" -> throw bad("it could not make the export");
            case "expired" -> throw bad("its export has expired before it was fetched");
            default -> false;
        };
    }

    private void sleep(Duration pause) {
        try {
            pace.sleeper().sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HpcException(new Failure.Unreachable(cluster, "the call was cancelled"), e);
        }
    }

    private Map<String, Object> body(Caller caller, ExportRequest request) {
        Map<String, Object> filter = new LinkedHashMap<>();
        state(request).ifPresent(state -> filter.put("state", state));
        request.user()
                .or(() -> signing.account(caller).user())
                .ifPresent(user -> filter.put("user", user));
        request.since().ifPresent(time -> filter.put("start_time", time.toString()));
        request.until().ifPresent(time -> filter.put("end_time", time.toString()));
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("include_headers", true);
        options.put("delimiter", ",");
        String format = request.format().name().toLowerCase(Locale.ROOT);
        options.put("filename", "jobs." + format);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "jobs");
        body.put("format", format);
        body.put("filter", filter);
        body.put(
                "fields",
                request.fields().isEmpty()
                        ? USUAL
                        : request.fields().stream()
                                .map(field -> FIELDS.getOrDefault(field, field))
                                .toList());
        body.put("options", options);
        return body;
    }

    /** Its filter takes one word; what no word says exactly is for whoever reads the list. */
    private Optional<String> state(ExportRequest request) {
        if (request.states().isEmpty() && request.outcomes().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                word(request)
                        .orElseThrow(() ->
                                HpcException.notSupported(cluster, "an export of these states")));
    }

    private static Optional<String> word(ExportRequest request) {
        List<JobState> states = request.states();
        List<Outcome> outcomes = request.outcomes();
        if (outcomes.isEmpty()) {
            return states.size() == 1 ? JobFilter.exact(states.getFirst()) : Optional.empty();
        }
        boolean ended = states.isEmpty() || states.equals(List.of(JobState.FINISHED));
        return ended && outcomes.size() == 1
                ? JobFilter.ending(outcomes.getFirst())
                : Optional.empty();
    }

    private HpcException bad(String problem) {
        return new HpcException(new Failure.BadAnswer(cluster, 200, problem));
    }
}
