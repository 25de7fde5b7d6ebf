package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A group of protocol revisions that look alike over HTTP. */
interface Era {
    void serve(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws IOException, InterruptedException, Refused;
}
