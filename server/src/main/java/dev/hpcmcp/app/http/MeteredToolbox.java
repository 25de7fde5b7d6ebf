package dev.hpcmcp.app.http;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.JobNow;
import dev.hpcmcp.tool.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A toolbox whose calls are counted and timed. */
final class MeteredToolbox implements Toolbox {
    private final Toolbox toolbox;
    private final Meters meters;

    MeteredToolbox(Toolbox toolbox, Meters meters) {
        this.toolbox = toolbox;
        this.meters = meters;
    }

    @Override
    public List<PublishedTool> all() {
        return toolbox.all();
    }

    @Override
    public List<PublishedTool> visible(Caller caller) {
        return toolbox.visible(caller);
    }

    @Override
    public Optional<String> silence(Caller caller) {
        return toolbox.silence(caller);
    }

    @Override
    public List<String> off(Caller caller) {
        return toolbox.off(caller);
    }

    @Override
    public Answer call(Caller caller, String tool, Map<String, Object> arguments, Client client) {
        long start = System.nanoTime();
        String outcome = "error";
        try {
            Answer answer = toolbox.call(caller, tool, arguments, client);
            outcome = answer.failed() ? "failed" : "ok";
            return answer;
        } finally {
            meters.toolCall(tool, outcome, System.nanoTime() - start);
        }
    }

    @Override
    public Optional<JobNow> change(
            Caller caller, String cluster, String jobId, JobNow before, Duration patience)
            throws InterruptedException {
        return toolbox.change(caller, cluster, jobId, before, patience);
    }

    @Override
    public List<String> suggest(
            Caller caller, String argument, String begun, Optional<String> cluster) {
        return toolbox.suggest(caller, argument, begun, cluster);
    }
}
