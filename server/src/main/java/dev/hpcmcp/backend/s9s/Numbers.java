package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.MetricsReading.Point;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The gateway's numbers under names that carry their unit. */
final class Numbers {
    /** Efficiency has no known shape: so many numbers of it are told. */
    private static final int MOST_FIGURES = 100;

    private static final int LONGEST_RAW = 20_000;

    private final String cluster;
    private final SiteApi api;
    private final Lacks lacks;
    private final Clock clock;

    Numbers(String cluster, SiteApi api, Lacks lacks, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.lacks = lacks;
        this.clock = clock;
    }

    Set<MetricsKind> measured() {
        Set<MetricsKind> kinds =
                EnumSet.of(MetricsKind.LOAD, MetricsKind.PERFORMANCE, MetricsKind.EFFICIENCY);
        kinds.removeIf(kind -> lacks.lack(feature(kind)));
        return kinds;
    }

    private static Feature feature(MetricsKind kind) {
        return switch (kind) {
            case LOAD -> Feature.LOAD;
            case PERFORMANCE -> Feature.PERFORMANCE;
            case EFFICIENCY, RESOURCES -> Feature.EFFICIENCY;
        };
    }

    MetricsReading measure(Caller caller, MetricsQuery query) {
        return switch (query.what()) {
            case LOAD -> load(caller);
            case PERFORMANCE -> performance(caller, query);
            case EFFICIENCY -> efficiency(caller, query);
            case RESOURCES ->
                    throw new HpcException(
                            new Failure.NotSupported(
                                    cluster,
                                    "the machine's own numbers",
                                    Optional.of("it tells load, performance and efficiency")));
        };
    }

    private MetricsReading load(Caller caller) {
        Reply reply = api.metrics(caller, Feature.LOAD, "cluster", Map.of());
        Part answer = Part.of(reply.json()).unwrapped("data");
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.putAll(answer.part("cluster_utilization").numbers());
        counted("jobs_", answer.part("job_counts"), figures);
        counted("nodes_", answer.part("node_counts"), figures);
        Part queue = answer.part("queue_stats");
        queue.seconds("avg_wait_time").ifPresent(s -> figures.put("wait_seconds_mean", s * 1.0));
        queue.seconds("max_wait_time").ifPresent(s -> figures.put("wait_seconds_max", s * 1.0));
        queue.number("throughput").ifPresent(number -> figures.put("throughput", number));
        return reading(MetricsKind.LOAD, figures, List.of(), reply);
    }

    private static void counted(String prefix, Part counts, Map<String, Double> figures) {
        counts.numbers()
                .forEach((state, number) -> {
                    if (state.matches("[A-Za-z_+]{1,40}")) {
                        figures.put(prefix + state.toLowerCase(Locale.ROOT), number);
                    }
                });
    }

    private MetricsReading performance(Caller caller, MetricsQuery query) {
        Map<String, String> filter = new LinkedHashMap<>();
        query.since().ifPresent(time -> filter.put("start_time", time.toString()));
        query.until().ifPresent(time -> filter.put("end_time", time.toString()));
        query.interval().ifPresent(interval -> filter.put("interval", step(interval)));
        Reply reply = api.metrics(caller, Feature.PERFORMANCE, "performance", filter);
        List<Point> series =
                Part.of(reply.json()).unwrapped("data").list("metrics", "data").stream()
                        .flatMap(Numbers::point)
                        .sorted(Comparator.comparing(Point::at))
                        .toList();
        Map<String, Double> latest = series.isEmpty() ? Map.of() : series.getLast().figures();
        return reading(MetricsKind.PERFORMANCE, latest, series, reply);
    }

    /** The smallest of its four steps that is not finer than what is wanted. */
    private static String step(Duration wanted) {
        return Stream.of("1m", "5m", "1h")
                .filter(step -> Quantities.seconds(step).orElseThrow() >= wanted.toSeconds())
                .findFirst()
                .orElse("1d");
    }

    private static Stream<Point> point(Part raw) {
        Map<String, Double> figures = new LinkedHashMap<>();
        raw.number("cpu_utilization").ifPresent(n -> figures.put("cpu_percent", n));
        raw.number("memory_utilization").ifPresent(n -> figures.put("memory_percent", n));
        raw.number("gpu_utilization").ifPresent(n -> figures.put("gpu_percent", n));
        raw.number("jobs_submitted").ifPresent(n -> figures.put("jobs_submitted", n));
        raw.number("jobs_completed").ifPresent(n -> figures.put("jobs_completed", n));
        raw.seconds("avg_queue_time").ifPresent(n -> figures.put("wait_seconds_mean", n * 1.0));
        return raw.time("timestamp").map(at -> new Point(at, figures)).stream();
    }

    /** Nobody says what it looks like: every number in it is told under its path. */
    private MetricsReading efficiency(Caller caller, MetricsQuery query) {
        Map<String, String> filter = new LinkedHashMap<>();
        query.user().ifPresent(user -> filter.put("user", user));
        query.queue().ifPresent(queue -> filter.put("partition", queue));
        query.minRuntime().ifPresent(time -> filter.put("min_runtime", Machines.words(time)));
        Reply reply = api.metrics(caller, Feature.EFFICIENCY, "efficiency", filter);
        Map<String, Double> figures = new LinkedHashMap<>();
        flatten("", Part.of(reply.json()).unwrapped("data"), figures);
        return reading(MetricsKind.EFFICIENCY, figures, List.of(), reply);
    }

    private static void flatten(String path, Part part, Map<String, Double> figures) {
        part.numbers()
                .forEach((name, number) -> {
                    if (figures.size() < MOST_FIGURES && name.matches("[A-Za-z0-9_.-]{1,60}")) {
                        figures.put(path + name, number);
                    }
                });
        for (String name : part.node().propertyNames()) {
            boolean deep = path.chars().filter(c -> c == '.').count() > 3;
            if (part.part(name).isObject() && !deep && name.matches("[A-Za-z0-9_.-]{1,60}")) {
                flatten(path + name + ".", part.part(name), figures);
            }
        }
    }

    private MetricsReading reading(
            MetricsKind what, Map<String, Double> figures, List<Point> series, Reply reply) {
        String raw = reply.text();
        return new MetricsReading(
                cluster,
                what,
                figures,
                series,
                List.of(),
                Optional.of(raw.substring(0, Math.min(raw.length(), LONGEST_RAW))),
                clock.instant());
    }
}
