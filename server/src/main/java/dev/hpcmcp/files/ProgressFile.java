package dev.hpcmcp.files;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.model.Progress;
import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a job writes of its progress, a line of JSON an epoch: {@code
 * {"epoch":3,"epochs":50,"metrics":{"val_loss":0.2}}}. The job wrote it, so any line may be cut,
 * wrong or huge; such a line is left out.
 */
public final class ProgressFile {
    /** A job is told by this variable where to write. */
    public static final String VARIABLE = "HPC_MCP_PROGRESS";

    private static final int LAST = 64 << 10;
    private static final int MOST = 32 << 20;
    private static final int MOST_METRICS = 100;
    private static final int LONGEST_NAME = 100;

    private final Path file;

    public ProgressFile(Path file) {
        this.file = file;
    }

    /** How far the job is, from its last whole line. */
    public Optional<Progress> latest() throws IOException {
        List<String> lines = end(LAST).lines().toList();
        for (String line : lines.reversed()) {
            Optional<Entry> entry = Entry.read(line);
            if (entry.isPresent()) {
                return Optional.of(entry.get().progress());
            }
        }
        return Optional.empty();
    }

    /**
     * All it has recorded. An epoch that was written again, after a restart, counts as it is last.
     */
    public Curves curves(CurveQuery query) throws IOException {
        Map<String, Map<Integer, Double>> byName = new LinkedHashMap<>();
        boolean cut = Files.exists(file) && Files.size(file) > MOST;
        end(MOST)
                .lines()
                .flatMap(line -> Entry.read(line).stream())
                .filter(entry -> query.wants(entry.epoch()))
                .forEach(entry ->
                        entry.metrics()
                                .forEach((name, value) -> {
                                    if (query.wants(name)) {
                                        byName.computeIfAbsent(name, _ -> new TreeMap<>())
                                                .put(entry.epoch(), value);
                                    }
                                }));
        List<Curve> curves = new ArrayList<>();
        byName.forEach((name, points) -> curves.add(new Curve(name, points(points))));
        return new Curves(curves, note(curves.isEmpty(), cut));
    }

    private Optional<String> note(boolean none, boolean cut) {
        if (cut) {
            return Optional.of("the progress file is very long: only its end was read");
        }
        return !none
                ? Optional.empty()
                : Optional.of(
                        Files.exists(file)
                                ? "the job has recorded nothing of this"
                                : "the job records nothing: it would write JSON lines to the file that $%s names"
                                        .formatted(VARIABLE));
    }

    private static List<Point> points(Map<Integer, Double> values) {
        return values.entrySet().stream()
                .map(value -> new Point(value.getKey(), value.getValue()))
                .toList();
    }

    private String end(int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - most);
            byte[] bytes = new byte[(int) Math.min(most, in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** One line of it. */
    private record Entry(int epoch, Optional<Double> epochs, Map<String, Double> metrics) {
        static Optional<Entry> read(String line) {
            try {
                JsonNode node = Json.MAPPER.readTree(line);
                int epoch = node.path("epoch").asInt(-1);
                return epoch < 0
                        ? Optional.empty()
                        : Optional.of(
                                new Entry(
                                        epoch,
                                        Optional.of(node.path("epochs").asDouble(0))
                                                .filter(all -> all > 0 && Double.isFinite(all)),
                                        metrics(node.path("metrics"))));
            } catch (JacksonException notWhole) {
                return Optional.empty();
            }
        }

        private static Map<String, Double> metrics(JsonNode node) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            node.properties().stream()
                    .filter(one -> one.getValue().isNumber())
                    .filter(one -> Double.isFinite(one.getValue().asDouble()))
                    .filter(one -> one.getKey().length() <= LONGEST_NAME)
                    .limit(MOST_METRICS)
                    .forEach(one -> metrics.put(one.getKey(), one.getValue().asDouble()));
            return metrics;
        }

        Progress progress() {
            return new Progress(
                    epoch,
                    epochs,
                    Optional.of("epochs"),
                    epochs.map(all -> Math.clamp(epoch / all, 0, 1)),
                    metrics);
        }
    }
}
