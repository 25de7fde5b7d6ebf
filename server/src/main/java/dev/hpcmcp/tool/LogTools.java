package dev.hpcmcp.tool;

import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.GetSessionLogs;
import dev.hpcmcp.spec.GetSessionLogs.Cleaned;
import dev.hpcmcp.text.Fence;
import dev.hpcmcp.text.LogText;
import java.util.Locale;
import java.util.Optional;

/** Reads what jobs printed. */
final class LogTools {
    private static final Cleaned NOTHING = new Cleaned(0, 0, 0, 0);

    private final Backends backends;

    LogTools(Backends backends) {
        this.backends = backends;
    }

    GetSessionLogs.Output getSessionLogs(Caller caller, GetSessionLogs.Input input) {
        Logs logs = backends.serving(caller, input.cluster(), Logs.class).port();
        LogQuery query =
                new LogQuery(
                        input.stream(),
                        input.lines(),
                        input.cursor(),
                        input.search(),
                        input.context(),
                        input.maxChars());
        LogPage page = logs.read(caller, input.jobId(), query);
        LogText text = LogText.of(page.lines());
        String source = input.stream().name().toLowerCase(Locale.ROOT) + " of job " + input.jobId();
        return new GetSessionLogs.Output(
                Fence.around(source, String.join("\n", text.lines())),
                page.lines().size(),
                page.firstLine(),
                page.totalLines(),
                page.nextCursor(),
                page.previousCursor(),
                page.truncated(),
                Optional.of(text.cleaned()).filter(cleaned -> !cleaned.equals(NOTHING)),
                page.path());
    }
}
