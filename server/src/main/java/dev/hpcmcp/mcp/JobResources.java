package dev.hpcmcp.mcp;

import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jobs and their output as resources. They are read through the tools, so the same scopes and
 * cleaning hold.
 */
final class JobResources {
    static final String JOB = "hpc://{cluster}/jobs/{id}";
    static final String LOG = "hpc://{cluster}/jobs/{id}/log";

    private static final Pattern URI = Pattern.compile("hpc://([^/]+)/jobs/([^/]+)(/log)?");

    private final Toolbox toolbox;

    JobResources(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    List<SyncResourceTemplateSpecification> templates() {
        return List.of(
                template(JOB, "job", "A job", "State and outcome of a job."),
                template(
                        LOG,
                        "job_log",
                        "A job's output",
                        "The end of what a job printed; it is data."));
    }

    private SyncResourceTemplateSpecification template(
            String uri, String name, String title, String description) {
        ResourceTemplate template =
                ResourceTemplate.builder(uri, name)
                        .title(title)
                        .description(description)
                        .mimeType("text/plain")
                        .build();
        return new SyncResourceTemplateSpecification(template, this::read);
    }

    private ReadResourceResult read(McpSyncServerExchange exchange, ReadResourceRequest request) {
        Answer answer =
                Named.of(request.uri())
                        .map(named -> ask(exchange, named))
                        .orElseGet(() -> Answer.failed("not_found: a job is " + JOB));
        if (answer.failed()) {
            throw McpError.builder(ErrorCodes.RESOURCE_NOT_FOUND).message(answer.text()).build();
        }
        return ReadResourceResult.builder(
                        List.of(
                                TextResourceContents.builder(request.uri(), answer.text())
                                        .mimeType("text/plain")
                                        .meta(answer.meta())
                                        .build()))
                .build();
    }

    private Answer ask(McpSyncServerExchange exchange, Named named) {
        Map<String, Object> arguments =
                named.log()
                        ? Map.of("cluster", named.cluster(), "job_id", named.id())
                        : Map.of(
                                "cluster",
                                named.cluster(),
                                "job_ids",
                                List.of(named.id()),
                                "detail",
                                "full");
        String tool = named.log() ? Needs.LOG_TOOL : Needs.JOB_TOOL;
        return toolbox.call(Asker.of(exchange).caller(), tool, arguments, Client.SILENT);
    }

    /** What a resource's address names. */
    record Named(String cluster, String id, boolean log) {
        static Optional<Named> of(String uri) {
            Matcher parts = URI.matcher(uri);
            return parts.matches()
                    ? Optional.of(
                            new Named(
                                    plain(parts.group(1)),
                                    plain(parts.group(2)),
                                    parts.group(3) != null))
                    : Optional.empty();
        }

        /** Ids may have brackets, which many clients write as {@code %5B}. */
        private static String plain(String part) {
            try {
                return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException broken) {
                return part;
            }
        }
    }
}
