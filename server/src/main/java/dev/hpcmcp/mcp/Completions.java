package dev.hpcmcp.mcp;

import dev.hpcmcp.spec.Prompts;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Completes the arguments of prompts and resource addresses while a person types. */
final class Completions {
    private final Toolbox toolbox;

    Completions(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    List<SyncCompletionSpecification> all() {
        Stream<CompleteReference> prompts =
                Prompts.ALL.stream().map(prompt -> new PromptReference(prompt.name()));
        Stream<CompleteReference> resources =
                Stream.of(JobResources.JOB, JobResources.LOG).map(ResourceReference::new);
        return Stream.concat(prompts, resources)
                .map(reference -> new SyncCompletionSpecification(reference, this::complete))
                .toList();
    }

    private CompleteResult complete(McpSyncServerExchange exchange, CompleteRequest request) {
        if (!Asker.of(exchange).visible().containsAll(needs(request.ref()))) {
            return new CompleteResult(new CompleteCompletion(List.of(), 0, false));
        }
        Map<String, String> others =
                request.context() == null || request.context().arguments() == null
                        ? Map.of()
                        : request.context().arguments();
        List<String> values =
                toolbox.suggest(
                        Asker.of(exchange).caller(),
                        request.argument().name(),
                        Optional.ofNullable(request.argument().value()).orElse(""),
                        Optional.ofNullable(others.get("cluster")));
        return new CompleteResult(new CompleteCompletion(values, values.size(), false));
    }

    private static Set<String> needs(CompleteReference reference) {
        return switch (reference) {
            case PromptReference prompt -> Needs.ofPrompt(prompt.name());
            case ResourceReference resource -> Needs.ofTemplate(resource.uri());
            default -> Set.of();
        };
    }
}
