package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.Replies;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/** What Tomcat says when a request does not even reach us: no page, no version, no stack trace. */
public final class JsonErrors extends ErrorReportValve {
    /** Else Tomcat would wait for the rest of what came too slowly, to be polite. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
            response.finishResponse();
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            Replies.refuse(response, status, words(status));
        } catch (IOException | IllegalStateException e) {
            // The client is gone, or has part of an answer already.
        }
    }

    private static String words(int status) {
        return switch (status) {
            case 404 -> "there is nothing here; the endpoint is /mcp";
            case 400 -> "this is not HTTP as we know it";
            default -> status < 500 ? "this request cannot be served" : "internal error";
        };
    }
}
