package dev.hpcmcp.mcp;

import dev.hpcmcp.text.Nearest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says no, in useful words, to requests for which the SDK has none. */
final class RequestRules {
    private static final Set<String> LEVELS =
            Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private static final Map<String, String> NEEDED =
            Map.of(
                    "tools/call", "name",
                    "prompts/get", "name",
                    "resources/read", "uri",
                    "resources/subscribe", "uri",
                    "resources/unsubscribe", "uri",
                    "logging/setLevel", "level");

    private final boolean logging;
    private final Set<String> extraTools;
    private final Set<String> allTools;

    RequestRules(boolean logging, Collection<String> extraTools, Collection<String> allTools) {
        this.logging = logging;
        this.extraTools = Set.copyOf(extraTools);
        this.allTools = Set.copyOf(allTools);
    }

    Optional<Problem> problem(JSONRPCRequest request, Asker asker) {
        String method = request.method();
        Map<?, ?> params = request.params() instanceof Map<?, ?> given ? given : Map.of();
        if (method.equals("logging/setLevel") && !logging) {
            return no(request, Problem.METHOD_NOT_FOUND, "this server sends no log messages");
        }
        String needed = NEEDED.get(method);
        if (needed != null && !(params.get(needed) instanceof String)) {
            return no(request, Problem.INVALID_PARAMS, method + " needs a string " + needed);
        }
        return switch (method) {
            case "tools/call" -> call(request, params, asker);
            case "prompts/get" -> prompt(request, String.valueOf(params.get("name")), asker);
            case "completion/complete" -> complete(request, params);
            case "logging/setLevel" -> level(request, String.valueOf(params.get("level")));
            default -> Optional.empty();
        };
    }

    private Optional<Problem> call(JSONRPCRequest request, Map<?, ?> params, Asker asker) {
        String tool = String.valueOf(params.get("name"));
        if (!allTools.contains(tool) && !extraTools.contains(tool)) {
            return no(request, Problem.INVALID_PARAMS, unknown(tool, asker));
        }
        Object arguments = params.get("arguments");
        return arguments == null || arguments instanceof Map
                ? Optional.empty()
                : no(
                        request,
                        Problem.INVALID_PARAMS,
                        "the arguments of " + tool + " are an object");
    }

    private static Optional<Problem> prompt(JSONRPCRequest request, String name, Asker asker) {
        List<String> missing =
                Needs.ofPrompt(name).stream()
                        .filter(tool -> !asker.visible().contains(tool))
                        .sorted()
                        .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : no(
                        request,
                        Problem.INVALID_PARAMS,
                        name
                                + " is of no use without "
                                + String.join(", ", missing)
                                + ", which you may not use; list_clusters says why");
    }

    /** Hints only at tools that this caller may see. */
    private String unknown(String tool, Asker asker) {
        String shown = tool.length() > 80 ? tool.substring(0, 80) + "..." : tool;
        List<String> known = Stream.concat(asker.visible().stream(), extraTools.stream()).toList();
        return "no tool is called "
                + shown
                + Nearest.to(tool, known).map(name -> " (did you mean " + name + "?)").orElse("")
                + "; tools/list names them all";
    }

    private static Optional<Problem> complete(JSONRPCRequest request, Map<?, ?> params) {
        return params.get("ref") instanceof Map<?, ?> ref
                        && ref.get("type") instanceof String
                        && params.get("argument") instanceof Map<?, ?> argument
                        && argument.get("name") instanceof String
                ? Optional.empty()
                : no(
                        request,
                        Problem.INVALID_PARAMS,
                        "completion/complete needs a ref and an argument");
    }

    private static Optional<Problem> level(JSONRPCRequest request, String level) {
        return LEVELS.contains(level)
                ? Optional.empty()
                : no(request, Problem.INVALID_PARAMS, "the level is one of " + sorted(LEVELS));
    }

    private static String sorted(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Optional<Problem> no(JSONRPCRequest request, int code, String words) {
        return Optional.of(Problem.of(request.id(), code, words));
    }
}
