package dev.hpcmcp.tool;

import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.spec.Detail;
import dev.hpcmcp.spec.GetMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers of a cluster, if it measures them, and no more than fit. */
final class MetricsTools {
    private static final int MOST_RAW = 10_000;

    private final Backends backends;

    MetricsTools(Backends backends) {
        this.backends = backends;
    }

    GetMetrics.Output getMetrics(Caller caller, GetMetrics.Input input) {
        Times.check(input.since(), input.until());
        Served<Metrics> served = backends.serving(caller, input.cluster(), Metrics.class);
        refuse(served.cluster(), served.port().measured(caller), input.what());
        MetricsReading reading =
                served.port()
                        .measure(
                                caller,
                                new MetricsQuery(
                                        input.what(),
                                        input.since(),
                                        input.until(),
                                        input.interval().map(MetricsTools::duration),
                                        input.user(),
                                        input.queue(),
                                        input.minRuntimeSeconds().map(Duration::ofSeconds)));
        boolean full = input.detail().equals(Optional.of(Detail.FULL));
        return fitting(full ? reading : reading.withoutRaw());
    }

    private static void refuse(String cluster, Set<MetricsKind> measured, MetricsKind what) {
        if (!measured.contains(what)) {
            String others =
                    measured.stream()
                            .sorted()
                            .map(MetricsTools::word)
                            .collect(Collectors.joining(", "));
            throw new HpcException(
                    new NotSupported(
                            cluster,
                            "numbers about " + word(what),
                            Optional.of(
                                    others.isEmpty()
                                            ? "it measures nothing for you"
                                            : "it measures " + others)));
        }
    }

    private static String word(MetricsKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Duration duration(String text) {
        if (!text.matches("[1-9]\\d{0,4}[smhd]")) {
            throw HpcException.invalid(
                    "interval", "is no length of time", "a number and s, m, h or d, such as 5m");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The newest points are kept: of a long past they are what one asks for. */
    private static GetMetrics.Output fitting(MetricsReading reading) {
        List<MetricsReading.Point> series = Fit.first(reading.series().reversed()).reversed();
        List<String> warnings = new ArrayList<>(reading.warnings());
        if (series.size() < reading.series().size()) {
            warnings.add(
                    "series has the newest %d of %d points: ask for a longer interval, or up to an earlier until"
                            .formatted(series.size(), reading.series().size()));
        }
        Optional<String> raw = reading.raw();
        if (raw.filter(text -> text.length() > MOST_RAW).isPresent()) {
            warnings.add("raw is cut to its first " + MOST_RAW + " characters");
            raw = raw.map(text -> text.substring(0, MOST_RAW));
        }
        return new GetMetrics.Output(reading.figures(), series, warnings, raw, reading.asOf());
    }
}
