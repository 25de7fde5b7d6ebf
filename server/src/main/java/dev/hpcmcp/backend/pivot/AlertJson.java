package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertRule;
import java.util.Arrays;
import java.util.Optional;

/** Alerts and rules, in either form. */
final class AlertJson {
    private AlertJson() {}

    static Optional<Alert> alert(Part one) {
        return one.text("alert_id", "rule_id")
                .map(id ->
                        new Alert(
                                id,
                                level(one.text("severity", "level")),
                                word(Alert.Status.class, one.text("status"))
                                        .orElse(Alert.Status.ACTIVE),
                                one.text("message").or(() -> one.text("rule_name")).orElse(""),
                                one.number("value"),
                                one.number("threshold"),
                                one.text("triggered_at", "timestamp").flatMap(Times::utc)));
    }

    static Optional<AlertRule> rule(Part one) {
        return one.text("rule_id", "id")
                .map(id ->
                        new AlertRule(
                                id,
                                level(one.text("severity", "level")),
                                one.text("description", "name").orElse(""),
                                one.is("enabled")));
    }

    static Alert.Level level(Optional<String> said) {
        return word(Alert.Level.class, said.filter(text -> !text.equalsIgnoreCase("low")))
                .orElse(
                        switch (said.orElse("").toLowerCase(java.util.Locale.ROOT)) {
                            case "low", "success" -> Alert.Level.INFO;
                            case "high" -> Alert.Level.ERROR;
                            default -> Alert.Level.WARNING;
                        });
    }

    private static <E extends Enum<E>> Optional<E> word(Class<E> type, Optional<String> said) {
        return said.flatMap(text ->
                Arrays.stream(type.getEnumConstants())
                        .filter(one -> one.name().equalsIgnoreCase(text))
                        .findFirst());
    }
}
