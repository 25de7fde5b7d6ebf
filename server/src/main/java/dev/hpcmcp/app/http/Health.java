package dev.hpcmcp.app.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the process lives, and whether it takes requests; for whoever restarts and balances. */
final class Health extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final AtomicBoolean ready = new AtomicBoolean();

    void ready(boolean now) {
        ready.set(now);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean live = "/live".equals(request.getPathInfo());
        boolean up = live || ready.get();
        response.setStatus(up ? 200 : 503);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().print("{\"status\":\"" + (up ? "UP" : "OUT_OF_SERVICE") + "\"}");
    }
}
