package dev.hpcmcp.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

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
    public static PublishedTool read(ToolSpec<?, ?> spec) {
        String file = "/tools/" + spec.name() + ".json";
        try (InputStream in = PublishedTool.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file + " is missing: run the tests with -Dsnapshots=update");
            }
            return Json.CAMEL.readValue(in, PublishedTool.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
