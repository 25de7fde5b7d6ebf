package dev.hpcmcp.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what was posted, as long as it is JSON of a bearable size. */
final class Body {
    private Body() {}

    static byte[] read(HttpServletRequest request, int limit) throws IOException, Refused {
        if (!isJson(request.getContentType())) {
            throw new Refused(415, "say Content-Type: application/json, in UTF-8");
        }
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        byte[] body = request.getInputStream().readNBytes(limit);
        if (body.length == limit && request.getInputStream().read() >= 0) {
            throw tooLarge(limit);
        }
        return body;
    }

    private static boolean isJson(@Nullable String type) {
        if (type == null) {
            return false;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
        boolean utf8 =
                parts.length == 1
                        || !parts[1].contains("charset")
                        || parts[1].replace("\"", "").strip().endsWith("charset=utf-8");
        return parts[0].strip().equals("application/json") && utf8;
    }

    /** What is left unread would be taken for the next request, so the connection ends here. */
    private static Refused tooLarge(int limit) {
        var problem =
                Problem.of(
                        Problem.INVALID_REQUEST, "a request may have " + limit + " bytes at most");
        return new Refused(413, problem, Map.of("Connection", "close"));
    }
}
