package dev.hpcmcp.backend.skaha;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A session of {@link FakeSkaha}, which gets on by being looked at. */
record FakeSession(
        String id,
        Optional<String> app,
        String name,
        String type,
        String image,
        String cmd,
        int looks,
        Instant start,
        Instant end,
        String log) {
    private static final int DAY = 86_400;

    static FakeSession of(String id, String type, List<String> form, Instant start) {
        return new FakeSession(
                id,
                Optional.empty(),
                field(form, "name").toLowerCase(Locale.ROOT),
                type.isEmpty() ? "headless" : type,
                field(form, "image"),
                field(form, "cmd"),
                0,
                start,
                start.plusSeconds(type.equals("headless") ? 14L * DAY : 4L * DAY),
                field(form, "cmd").equals("echo") ? field(form, "args") : "");
    }

    static FakeSession app(String id, FakeSession desktop, List<String> form) {
        return new FakeSession(
                desktop.id(),
                Optional.of(id),
                "",
                "desktop-app",
                field(form, "image"),
                "",
                2,
                desktop.start(),
                desktop.end(),
                "");
    }

    static String field(List<String> form, String name) {
        return form.stream()
                .filter(field -> field.startsWith(name + "="))
                .map(field -> field.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    boolean interactive() {
        return !type.equals("headless") && app.isEmpty();
    }

    FakeSession next() {
        return new FakeSession(id, app, name, type, image, cmd, looks + 1, start, end, log);
    }

    FakeSession printing(String more) {
        return new FakeSession(id, app, name, type, image, cmd, looks, start, end, more);
    }

    FakeSession renewed() {
        return new FakeSession(
                id, app, name, type, image, cmd, looks, start, end.plusSeconds(4L * DAY), log);
    }

    boolean started() {
        return looks >= 2;
    }

    String status() {
        if (!started()) {
            return "Pending";
        }
        return switch (looks == 2 ? "sleep" : cmd) {
            case "echo" -> "Completed";
            case "false" -> "Failed";
            default -> "Running";
        };
    }

    String startTime(String otherwise) {
        return started() ? start.toString() : otherwise;
    }

    String expiryTime(String otherwise) {
        return started() ? end.toString() : otherwise;
    }

    String url() {
        return interactive() ? "https://sessions.example.org/session/" + type + "/" + id + "/" : "";
    }

    String appField() {
        return app.map(own -> "\"appid\":\"" + own + "\",").orElse("");
    }
}
