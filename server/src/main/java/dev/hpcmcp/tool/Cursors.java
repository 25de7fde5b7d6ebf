package dev.hpcmcp.tool;

import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** One cursor over the lists of several clusters: where each of them goes on. */
final class Cursors {
    private static final TypeReference<Map<String, String>> CURSORS = new TypeReference<>() {};

    private Cursors() {}

    static String write(Map<String, String> cursors) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.MAPPER.writeValueAsBytes(cursors));
    }

    static Map<String, String> read(String cursor) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.US_ASCII));
            return Json.MAPPER.readValue(json, CURSORS);
        } catch (IllegalArgumentException | JacksonException e) {
            throw HpcException.invalid(
                    "cursor", "is not one that this tool gave", "next_cursor of an earlier answer");
        }
    }
}
