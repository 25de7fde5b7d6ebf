package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.McpServlet;
import dev.hpcmcp.mcp.Replies;
import dev.hpcmcp.port.Caller;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often each token may call; one that runs wild takes nothing from the others. */
final class CallerRates implements Filter {
    /** Ten seconds' worth may be spent at once. */
    private static final double AT_ONCE = 1.0 / 6;

    private final int perMinute;
    private final LongSupplier nanos;
    private final Allowances<Key> allowances;

    private record Key(String subject, Optional<String> token) {}

    CallerRates(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.allowances = new Allowances<>(perMinute, AT_ONCE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(McpServlet.CALLER) instanceof Caller caller) {
            var key = new Key(caller.subject(), caller.badge().token());
            long wait = allowances.take(key, nanos.getAsLong());
            if (wait > 0) {
                refuse((HttpServletResponse) response, wait);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletResponse response, long wait) throws IOException {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(wait) + 1;
        response.setHeader("Retry-After", String.valueOf(seconds));
        Replies.refuse(
                response,
                429,
                "this token may call %d times a minute: come again in %d s; to wait for jobs call wait_for_job, not get_job again and again"
                        .formatted(perMinute, seconds));
    }
}
