package dev.hpcmcp.app.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is measured, for Prometheus. */
final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    Meters() {
        gc.bindTo(registry);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(metrics -> metrics.bindTo(registry));
    }

    void sessions(Supplier<Number> open) {
        Gauge.builder("hpcmcp.sessions", open).description("Open MCP sessions").register(registry);
    }

    void toolCall(String tool, String outcome, long nanos) {
        Timer.builder("hpcmcp.tool.calls")
                .description("Tool calls")
                .tag("tool", tool)
                .tag("outcome", outcome)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** Streams that only listen last as long as their clients do; they would say nothing of us. */
    Filter requests() {
        return (request, response, chain) -> {
            long start = System.nanoTime();
            try {
                chain.doFilter(request, response);
            } finally {
                var asked = (HttpServletRequest) request;
                var answered = (HttpServletResponse) response;
                if (!asked.getMethod().equals("GET") || answered.getStatus() != 200) {
                    request(asked, answered, System.nanoTime() - start);
                }
            }
        };
    }

    private void request(HttpServletRequest asked, HttpServletResponse answered, long nanos) {
        String method =
                List.of("GET", "POST", "DELETE").contains(asked.getMethod())
                        ? asked.getMethod()
                        : "OTHER";
        Timer.builder("http.server.requests")
                .description("HTTP requests to the MCP endpoint")
                .tag("method", method)
                .tag("uri", "/mcp")
                .tag("status", Integer.toString(answered.getStatus()))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    HttpServlet scrape() {
        return new Scrape(registry);
    }

    private static final class Scrape extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient PrometheusMeterRegistry registry;

        Scrape(PrometheusMeterRegistry registry) {
            this.registry = registry;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/plain; version=0.0.4; charset=utf-8");
            registry.scrape(response.getOutputStream());
        }
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
