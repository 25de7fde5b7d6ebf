package dev.hpcmcp.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports by the name agents see. What a backend offers is computed from what it implements. */
public final class Ports {
    private static final Map<String, Class<?>> BY_NAME = byName();

    /** They serve other ports and are nothing by themselves. */
    private static final List<Class<?>> UNSEEN =
            List.of(Events.class, BulkCancel.class, Defaults.class);

    private Ports() {}

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> ports = new LinkedHashMap<>();
        ports.put("jobs", Jobs.class);
        ports.put("job_control", JobControl.class);
        ports.put("logs", Logs.class);
        ports.put("capacity", Capacity.class);
        ports.put("images", Images.class);
        ports.put("sessions", Sessions.class);
        ports.put("nodes", Nodes.class);
        ports.put("node_control", NodeControl.class);
        ports.put("metrics", Metrics.class);
        ports.put("search", Search.class);
        ports.put("exports", Exports.class);
        ports.put("reports", Reports.class);
        ports.put("users", Users.class);
        ports.put("files", Files.class);
        ports.put("training", Training.class);
        ports.put("recordings", Recordings.class);
        ports.put("checkpoints", Checkpoints.class);
        ports.put("alerts", Alerts.class);
        ports.put("notifications", Notifications.class);
        return ports;
    }

    /** The names of the ports that a backend implements. */
    public static List<String> offeredBy(Backend backend) {
        return BY_NAME.entrySet().stream()
                .filter(port -> port.getValue().isInstance(backend))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The ports that a backend implements, those included that no agent hears of. */
    public static List<Class<?>> of(Backend backend) {
        List<Class<?>> offered = new ArrayList<>(BY_NAME.values());
        offered.addAll(UNSEEN);
        offered.removeIf(port -> !port.isInstance(backend));
        return offered;
    }

    public static String name(Class<?> port) {
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().equals(port))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(port + " is not a port"));
    }
}
