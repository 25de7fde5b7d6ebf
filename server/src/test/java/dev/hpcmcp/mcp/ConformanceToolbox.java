package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Those of the suite's tools that a toolbox can offer; the rest needs more of the protocol. */
final class ConformanceToolbox implements Toolbox {
    private static final String ERROR = "test_error_handling";
    private static final String PROGRESS = "test_tool_with_progress";

    @Override
    public List<PublishedTool> all() {
        return List.of(tool(ERROR), tool(PROGRESS));
    }

    private static PublishedTool tool(String name) {
        return new PublishedTool(
                name,
                name,
                "For the conformance suite",
                Map.of("type", "object"),
                Map.of("type", "object"),
                Map.of("readOnlyHint", true),
                Scope.CLUSTERS_READ,
                Toolset.CLUSTERS);
    }

    @Override
    public List<PublishedTool> visible(Caller caller) {
        return all();
    }

    @Override
    public Answer call(Caller caller, String tool, Map<String, Object> arguments, Client client) {
        if (tool.equals(ERROR)) {
            return Answer.failed("This tool intentionally returns an error for testing");
        }
        for (int done = 0; done <= 100; done += 50) {
            client.report(done, OptionalDouble.of(100), "at " + done);
            ConformanceTools.pause();
        }
        return Answer.of("done", FakeToolbox.json(Map.of("done", 100)));
    }
}
