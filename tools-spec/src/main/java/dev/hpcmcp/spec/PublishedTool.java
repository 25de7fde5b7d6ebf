package dev.hpcmcp.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tool exactly as it is published. The server reads these reviewed files rather than deriving
 * schemas at each start: what reviewers saw is what agents get, and start-up pays for no
 * reflection.
 */
public record PublishedTool(
        String name,
        String title,
        String description,
        Map<String, Object> inputSchema,
        Map<String, Object> outputSchema,
        Map<String, Object> annotations,
        Scope scope,
        Toolset toolset) {
    private static final JsonMapper PLAIN = new JsonMapper();

    /**
     * Reads the snapshot as plain maps: binding records would cost more than all else of a start.
     */
    public static PublishedTool read(ToolSpec<?, ?> spec) {
        String file = "/tools/" + spec.name() + ".json";
        try (InputStream in = PublishedTool.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file + " is missing: run the tests with -Dsnapshots=update");
            }
            Map<?, ?> tool = PLAIN.readValue(in, Map.class);
            return new PublishedTool(
                    spec.name(),
                    spec.title(),
                    spec.description(),
                    part(tool, "inputSchema"),
                    part(tool, "outputSchema"),
                    part(tool, "annotations"),
                    spec.scope(),
                    spec.toolset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // what JSON has as an object, Jackson reads as a map from text
    private static Map<String, Object> part(Map<?, ?> tool, String name) {
        return (Map<String, Object>) Objects.requireNonNull(tool.get(name), name);
    }
}
