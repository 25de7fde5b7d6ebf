package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.Replies;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands behind every path without a servlet, so that filters see those requests too. */
final class Nothing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Replies.refuse(response, 404, "there is nothing here; the endpoint is /mcp");
    }
}
