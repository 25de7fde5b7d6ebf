package dev.hpcmcp.mcp;

import dev.hpcmcp.mcp.JobResources.Named;
import dev.hpcmcp.spec.PromptSpec;
import dev.hpcmcp.spec.Prompts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tools without which a prompt or a resource makes no sense. */
final class Needs {
    static final String JOB_TOOL = "get_job";
    static final String LOG_TOOL = "get_session_logs";

    private static final Map<String, Set<String>> PROMPTS =
            Prompts.ALL.stream()
                    .collect(Collectors.toUnmodifiableMap(PromptSpec::name, PromptSpec::tools));

    private Needs() {}

    /** Nothing where the prompt is not one of ours. */
    static Set<String> ofPrompt(String name) {
        return PROMPTS.getOrDefault(name, Set.of());
    }

    static Set<String> ofTemplate(String template) {
        return switch (template) {
            case JobResources.JOB -> Set.of(JOB_TOOL);
            case JobResources.LOG -> Set.of(LOG_TOOL);
            default -> Set.of();
        };
    }

    /** The tool that a request comes down to. */
    static Optional<String> tool(String method, Map<?, ?> params) {
        return switch (method) {
            case "tools/call" -> Optional.of(String.valueOf(params.get("name")));
            case "resources/read", "resources/subscribe" ->
                    Named.of(String.valueOf(params.get("uri")))
                            .map(named -> named.log() ? LOG_TOOL : JOB_TOOL);
            default -> Optional.empty();
        };
    }

    static <T> List<T> met(List<T> offered, Asker asker, Function<T, Set<String>> needs) {
        return offered.stream()
                .filter(one -> asker.visible().containsAll(needs.apply(one)))
                .toList();
    }
}
