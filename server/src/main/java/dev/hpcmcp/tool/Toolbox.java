package dev.hpcmcp.tool;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools as their callers meet them: over MCP, from the terminal, in tests. */
public interface Toolbox {
    /** Every tool there is, whoever asks, in a fixed order. */
    List<PublishedTool> all();

    /** The tools that this caller may see and call now. */
    List<PublishedTool> visible(Caller caller);

    /** The others, each with the reason. */
    default List<String> off(Caller caller) {
        return List.of();
    }

    /**
     * Calls a tool. Never throws for what the caller did or what a cluster said: that is an {@link
     * Answer} that failed. A tool the caller may not see is answered with the reason. An interrupt
     * ends the call early.
     */
    Answer call(Caller caller, String tool, Map<String, Object> arguments, Client client);

    /** Why somebody who calls nothing is to be told nothing either; usually there is no reason. */
    default Optional<String> silence(Caller caller) {
        return Optional.empty();
    }

    /**
     * Waits until a job is no longer as it was, at most so long; answers how it is now, or nothing
     * if this caller cannot see it.
     */
    default Optional<JobNow> change(
            Caller caller, String cluster, String jobId, JobNow before, Duration patience)
            throws InterruptedException {
        return Optional.empty();
    }

    /**
     * What an argument that begins so could be, for this caller; nothing where that cannot be said.
     */
    default List<String> suggest(
            Caller caller, String argument, String begun, Optional<String> cluster) {
        return List.of();
    }
}
