package dev.hpcmcp.tool;

import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Notifications;
import dev.hpcmcp.spec.ManageNotification;
import dev.hpcmcp.spec.ManageNotification.Output;
import java.util.List;
import java.util.Optional;

/** Messages of services for people, and where they are sent. */
final class NotificationTools {
    private static final int MOST = 100;

    private final Backends backends;

    NotificationTools(Backends backends) {
        this.backends = backends;
    }

    Output manageNotification(Caller caller, ManageNotification.Input input) {
        Notifications port = backends.serving(caller, input.cluster(), Notifications.class).port();
        return switch (input.action()) {
            case LIST -> listed(port.notices(caller, input.kind()));
            case CREATE -> new Output(List.of(port.create(caller, request(input))), "created");
            case SEND -> {
                if (input.kind() != Notice.Kind.WEBHOOK) {
                    throw HpcException.invalid("kind", "only a webhook can be sent to", "webhook");
                }
                String id = needed(input.id(), "id");
                String message = needed(input.message(), "message");
                yield new Output(
                        List.of(port.send(caller, id, message)), "sent: status says how it went");
            }
            case DELETE -> {
                port.delete(caller, input.kind(), needed(input.id(), "id"));
                yield new Output(List.of(), "deleted");
            }
        };
    }

    private static Output listed(List<Notice> notices) {
        return new Output(
                notices.stream().limit(MOST).toList(),
                notices.size() > MOST
                        ? "the newest %d of %d".formatted(MOST, notices.size())
                        : "%d in all".formatted(notices.size()));
    }

    private static NoticeRequest request(ManageNotification.Input input) {
        boolean webhook = input.kind() == Notice.Kind.WEBHOOK;
        if (webhook) {
            needed(input.url(), "url");
        } else {
            needed(input.message(), "message");
        }
        return new NoticeRequest(
                input.kind(),
                needed(input.title(), "title"),
                input.message(),
                input.level(),
                input.jobId(),
                input.url());
    }

    private static String needed(Optional<String> given, String field) {
        return given.filter(text -> !text.isBlank())
                .orElseThrow(() -> HpcException.invalid(field, "is needed for this action"));
    }
}
