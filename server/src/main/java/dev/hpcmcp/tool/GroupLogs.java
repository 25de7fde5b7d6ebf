package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.GetSessionLogs;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.text.LogText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ends of several jobs' outputs, one after the other, each with its share of the lines. */
final class GroupLogs {
    private static final int MOST = 20;
    private static final int SHORTEST = 200;

    private final Logs logs;
    private final Clock clock;

    GroupLogs(Logs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    GetSessionLogs.Output read(Caller caller, List<JobId> jobs, GetSessionLogs.Input input)
            throws InterruptedException {
        input.cursor()
                .ifPresent(cursor -> {
                    throw HpcException.invalid(
                            "cursor", "fits one job only", "job_id of one job of " + jobs);
                });
        List<JobId> shown = jobs.stream().limit(MOST).toList();
        LogQuery query = share(input, shown.size());
        List<Optional<Part>> parts =
                FewAtOnce.from(clock).each(shown, job -> part(caller, job, query));
        List<String> lines = new ArrayList<>();
        boolean truncated = jobs.size() > shown.size();
        for (int i = 0; i < shown.size(); i++) {
            Part part = parts.get(i).orElse(new Part(List.of("(not read in time)"), true));
            lines.add("== %d of %d: job %s".formatted(i + 1, jobs.size(), shown.get(i)));
            lines.addAll(part.lines());
            truncated |= part.truncated();
        }
        if (jobs.size() > shown.size()) {
            lines.add("== the others by their own ids: " + jobs.subList(MOST, jobs.size()));
        }
        return output(lines, truncated);
    }

    private static LogQuery share(GetSessionLogs.Input input, int jobs) {
        return new LogQuery(
                input.stream(),
                Math.max(1, input.lines() / jobs),
                Optional.empty(),
                input.search(),
                input.context(),
                Math.max(SHORTEST, input.maxChars() / jobs));
    }

    /** What is said of one job. */
    private record Part(List<String> lines, boolean truncated) {}

    private Part part(Caller caller, JobId job, LogQuery query) {
        try {
            LogPage page = logs.read(caller, job, query);
            boolean search = query.search().isPresent();
            if (!search && LogText.binary(page.lines())) {
                return new Part(List.of("(binary, not text)"), true);
            }
            LogText text = search ? LogText.found(page.lines()) : LogText.of(page.lines());
            boolean nothing = text.lines().isEmpty();
            return new Part(nothing ? List.of("(nothing)") : text.lines(), page.truncated());
        } catch (HpcException e) {
            return new Part(List.of("(" + FailureWords.sentence(e.failure()) + ")"), true);
        }
    }

    private static GetSessionLogs.Output output(List<String> lines, boolean truncated) {
        return new GetSessionLogs.Output(
                String.join("\n", lines),
                lines.size(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                truncated,
                Optional.empty(),
                Optional.empty());
    }
}
