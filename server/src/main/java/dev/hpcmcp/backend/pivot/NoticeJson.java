package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.Notice.Kind;
import java.util.Optional;

/** Notifications and webhooks, in either form. */
final class NoticeJson {
    private NoticeJson() {}

    static Optional<Notice> notification(Part one) {
        return one.text("id", "notification_id")
                .map(id ->
                        new Notice(
                                id,
                                Kind.NOTIFICATION,
                                one.text("title").or(() -> one.text("type")).orElse(""),
                                one.text("message"),
                                Optional.of(AlertJson.level(one.text("type", "priority"))),
                                one.text("session_id").flatMap(Names::id),
                                one.text("timestamp", "created_at").flatMap(Times::utc),
                                Optional.of(one.is("read") ? "read" : "unread")));
    }

    static Optional<Notice> webhook(Part one) {
        return one.text("webhook_id", "name", "id")
                .map(id ->
                        webhook(
                                id,
                                one.text("url").orElse(""),
                                one.text("status")
                                        .or(() ->
                                                one.has("enabled")
                                                        ? Optional.of(
                                                                one.is("enabled") ? "on" : "off")
                                                        : Optional.empty())));
    }

    static Notice webhook(String id, String url, Optional<String> status) {
        return new Notice(
                id,
                Kind.WEBHOOK,
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                status);
    }
}
