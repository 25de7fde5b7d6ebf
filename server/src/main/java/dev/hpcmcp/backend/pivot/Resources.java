package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine the service runs on, of both forms; and what is short there by the guide's limits.
 */
final class Resources {
    private static final double CPU = 90;
    private static final double MEMORY = 85;
    private static final double GPU_MEMORY = 90;
    private static final double DISK = 85;
    private static final double GIB = 1L << 30;
    private static final double MIB_PER_GIB = 1_024;

    private final PivotApi api;
    private final Clock clock;

    Resources(PivotApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    MetricsReading read(Caller caller) {
        Reply reply =
                api.send(caller, "reading its resources", Call.get(api.at("monitor", "resources")));
        Map<String, Double> figures = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        Part all = new Part(reply.json());
        cpu(all.at("cpu"), figures);
        memory(all.at("memory"), figures);
        disk(all.at("disk"), figures);
        gpus(all.at("gpu"), figures);
        figures.forEach((name, value) -> warning(name, value).ifPresent(warnings::add));
        return new MetricsReading(
                api.cluster(),
                MetricsKind.RESOURCES,
                figures,
                List.of(),
                warnings,
                Optional.of(reply.text()),
                clock.instant());
    }

    /** For somebody who is about to start something; never in the way of that. */
    List<String> warnings(Caller caller) {
        try {
            return read(caller).warnings();
        } catch (HpcException e) {
            return List.of("the machine's resources could not be looked at before the start");
        }
    }

    private static void cpu(Part cpu, Map<String, Double> figures) {
        cpu.number("percent").ifPresent(value -> figures.put("cpu_percent", value));
        cpu.number("count").ifPresent(value -> figures.put("cpu_count", value));
    }

    private static void memory(Part memory, Map<String, Double> figures) {
        Part virtual = memory.at("virtual");
        memory.number("percent")
                .or(() -> virtual.number("percent"))
                .ifPresent(value -> figures.put("memory_percent", value));
        memory.number("total_gb")
                .or(() -> virtual.number("total").map(bytes -> bytes / GIB))
                .ifPresent(value -> figures.put("memory_total_gb", value));
        memory.number("used_gb")
                .or(() -> virtual.number("used").map(bytes -> bytes / GIB))
                .ifPresent(value -> figures.put("memory_used_gb", value));
    }

    /** The fullest of several. */
    private static void disk(Part disk, Map<String, Double> figures) {
        disk.number("percent")
                .or(() ->
                        disk.items("partitions").stream()
                                .flatMap(one -> one.number("percent").stream())
                                .max(Double::compare))
                .ifPresent(value -> figures.put("disk_percent", value));
    }

    private static void gpus(Part gpu, Map<String, Double> figures) {
        List<Part> gpus = gpu.node().isArray() ? gpu.items() : gpu.items("gpus");
        if (gpu.node().isArray() || gpu.is("available")) {
            figures.put("gpu_count", (double) gpus.size());
        }
        for (int i = 0; i < gpus.size(); i++) {
            Part one = gpus.get(i);
            String name = "gpu_" + one.integer("id").orElse(i);
            one.number("memory_percent")
                    .or(() -> one.at("memory").number("percent"))
                    .ifPresent(value -> figures.put(name + "_memory_percent", value));
            one.number("utilization", "load")
                    .ifPresent(value -> figures.put(name + "_load_percent", value));
            one.number("temperature")
                    .ifPresent(value -> figures.put(name + "_temperature_celsius", value));
            one.number("memory_total_gb")
                    .or(() -> one.at("memory").number("total").map(mib -> mib / MIB_PER_GIB))
                    .ifPresent(value -> figures.put(name + "_memory_total_gb", value));
        }
    }

    private static Optional<String> warning(String name, double value) {
        double most =
                switch (name) {
                    case "cpu_percent" -> CPU;
                    case "memory_percent" -> MEMORY;
                    case "disk_percent" -> DISK;
                    default -> name.endsWith("_memory_percent") ? GPU_MEMORY : Double.MAX_VALUE;
                };
        return value > most
                ? Optional.of("%s is %.0f, over %.0f".formatted(name, value, most))
                : Optional.empty();
    }
}
