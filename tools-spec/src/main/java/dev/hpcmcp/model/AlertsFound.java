package dev.hpcmcp.model;

import java.util.List;

/**
 * Alerts, newest first, and the rules they come from.
 *
 * @param notes what is to be known of them, in our words
 */
public record AlertsFound(List<Alert> alerts, List<AlertRule> rules, List<String> notes) {
    public AlertsFound {
        alerts = List.copyOf(alerts);
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
    }
}
