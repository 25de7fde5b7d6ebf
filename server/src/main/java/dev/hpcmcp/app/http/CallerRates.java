package dev.hpcmcp.app.http;

import dev.hpcmcp.guard.policy.Rates;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often each token may call; one that runs wild takes nothing from the others. */
final class CallerRates implements Filter {
    /** Ten seconds' worth may be spent at once. */
    private static final double AT_ONCE = 1.0 / 6;

    private final Optional<Integer> perMinute;
    private final Optional<Rates> policy;
    private final LongSupplier nanos;
    private final Optional<Allowances<Key>> allowances;

    private record Key(String subject, Optional<String> token) {}

    /**
     * @param perMinute of each token
     * @param policy what users may do beside that, with all their tokens
     */
    CallerRates(Optional<Integer> perMinute, Optional<Rates> policy, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.policy = policy;
        this.nanos = nanos;
        this.allowances = perMinute.map(most -> new Allowances<>(most, AT_ONCE));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(McpServlet.CALLER) instanceof Caller caller) {
            Optional<Rates.Wait> wait =
                    ofToken(caller).or(() -> policy.flatMap(rates -> rates.take(caller)));
            if (wait.isPresent()) {
                refuse((HttpServletResponse) response, wait.get());
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<Rates.Wait> ofToken(Caller caller) {
        var key = new Key(caller.subject(), caller.badge().token());
        return perMinute.flatMap(most -> {
            long wait = allowances.orElseThrow().take(key, nanos.getAsLong());
            return Optional.of(new Rates.Wait("this token", most, Duration.ofNanos(wait)))
                    .filter(_ -> wait > 0);
        });
    }

    private static void refuse(HttpServletResponse response, Rates.Wait wait) throws IOException {
        long seconds = wait.time().toSeconds() + 1;
        response.setHeader("Retry-After", String.valueOf(seconds));
        Replies.refuse(
                response,
                429,
                "%s: come again in %d s; to wait for jobs call wait_for_job, not get_job again and again"
                        .formatted(wait.words(), seconds));
    }
}
