package dev.hpcmcp.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what was posted, as long as it is JSON of a bearable size. */
final class Body {
    private Body() {}

    static byte[] read(HttpServletRequest request, HttpLimits limits) throws IOException, Refused {
        int limit = limits.maxBody();
        if (!isJson(request.getContentType())) {
            throw new Refused(415, "say Content-Type: application/json, in UTF-8");
        }
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        byte[] body = arrived(request.getInputStream(), limits);
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        return body;
    }

    /** At most a byte too many. Each read ends in time by itself; a byte now and then does not. */
    private static byte[] arrived(InputStream in, HttpLimits limits) throws IOException, Refused {
        long end = System.nanoTime() + limits.bodyTime().toNanos();
        var body = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        while (body.size() <= limits.maxBody()) {
            int read = in.read(some, 0, Math.min(some.length, limits.maxBody() + 1 - body.size()));
            if (read < 0) {
                return body.toByteArray();
            }
            body.write(some, 0, read);
            if (System.nanoTime() - end > 0) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    private static Refused tooSlow() {
        var problem = Problem.of(Problem.INVALID_REQUEST, "the request took too long to arrive");
        return new Refused(408, problem, Map.of("Connection", "close"));
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
