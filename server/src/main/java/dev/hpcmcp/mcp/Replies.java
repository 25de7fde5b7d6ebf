package dev.hpcmcp.mcp;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whole answers over HTTP; every error is a JSON-RPC one. */
public final class Replies {
    private Replies() {}

    /** Refuses a request before anything is known of the message in it. */
    public static void refuse(HttpServletResponse response, int status, String words)
            throws IOException {
        refuse(response, new Refused(status, words));
    }

    static void refuse(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(refused.status());
        refused.headers().forEach(response::setHeader);
        json(response, Wire.write(refused.problem()));
    }

    static void json(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
