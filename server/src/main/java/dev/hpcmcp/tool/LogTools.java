package dev.hpcmcp.tool;

import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.GetSessionLogs;
import dev.hpcmcp.spec.GetSessionLogs.Cleaned;
import dev.hpcmcp.text.LogText;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Reads what jobs printed. */
final class LogTools {
    private static final Cleaned NOTHING = new Cleaned(0, 0, 0, 0);

    private final Backends backends;
    private final Clock clock;
    private final Requests requests;
    private final Handles handles;

    LogTools(Backends backends, Clock clock, Requests requests, Handles handles) {
        this.backends = backends;
        this.clock = clock;
        this.requests = requests;
        this.handles = handles;
    }

    GetSessionLogs.Output getSessionLogs(Caller caller, GetSessionLogs.Input input)
            throws InterruptedException {
        Served<Logs> served = backends.serving(caller, input.cluster(), Logs.class);
        return Handles.isHandle(input.jobId())
                ? new GroupLogs(served.port(), clock)
                        .read(
                                caller,
                                handles.members(caller, served.cluster(), input.jobId()),
                                input)
                : ofOne(caller, served, input);
    }

    private GetSessionLogs.Output ofOne(
            Caller caller, Served<Logs> served, GetSessionLogs.Input input) {
        LogPlace place = new LogPlace(served.cluster(), input.jobId(), input.stream());
        LogQuery query =
                query(input, place)
                        .ofJobAsked(requests.requestOf(caller, served.cluster(), input.jobId()));
        LogPage page = served.port().read(caller, input.jobId(), query);
        boolean search = input.search().isPresent();
        if (!search && LogText.binary(page.lines())) {
            throw new HpcException(new Failure.Conflict(notText(input)));
        }
        LogText text = search ? LogText.found(page.lines()) : LogText.of(page.lines());
        return new GetSessionLogs.Output(
                text.lines().isEmpty() ? "(nothing)" : String.join("\n", text.lines()),
                page.lines().size(),
                page.firstLine(),
                page.totalLines(),
                page.nextCursor().map(place::seal),
                page.previousCursor().map(place::seal),
                page.truncated(),
                Optional.of(text.cleaned()).filter(cleaned -> !cleaned.equals(NOTHING)),
                page.path());
    }

    private static LogQuery query(GetSessionLogs.Input input, LogPlace place) {
        return new LogQuery(
                input.stream(),
                input.lines(),
                input.cursor().map(place::open),
                input.search(),
                input.context(),
                input.maxChars());
    }

    private static String notText(GetSessionLogs.Input input) {
        return "this part of %s of job %s is binary, not text: search it for words, read another part with a cursor, or submit a job that converts it"
                .formatted(input.stream().name().toLowerCase(Locale.ROOT), input.jobId());
    }
}
