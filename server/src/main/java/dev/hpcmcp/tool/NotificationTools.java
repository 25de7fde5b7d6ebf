package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
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

    Output manageNotification(Caller caller, ManageNotification.Input input, Permit permit)
            throws InterruptedException {
        Served<Notifications> served =
                backends.serving(caller, input.cluster(), Notifications.class);
        return switch (input.action()) {
            case LIST -> listed(served.port().notices(caller, input.kind()));
            case CREATE -> created(served, caller, input, permit);
            case SEND -> sent(served, caller, input, permit);
            case DELETE -> deleted(served, caller, input, permit);
        };
    }

    /** A notification only shows on the service; a webhook leads out of it. */
    private static Output created(
            Served<Notifications> served,
            Caller caller,
            ManageNotification.Input input,
            Permit permit)
            throws InterruptedException {
        NoticeRequest request = request(input);
        if (request.kind() == Notice.Kind.WEBHOOK) {
            permit.permit(
                    Deed.admin(
                                    "create a webhook of %s, to which it then sends what happens there"
                                            .formatted(served.cluster()))
                            .with(
                                    "It is \"%s\" and leads to \"%s\"."
                                            .formatted(
                                                    quoted(request.title()),
                                                    quoted(request.url().orElse("")))));
        }
        return new Output(List.of(served.port().create(caller, request)), "created");
    }

    private static Output sent(
            Served<Notifications> served,
            Caller caller,
            ManageNotification.Input input,
            Permit permit)
            throws InterruptedException {
        if (input.kind() != Notice.Kind.WEBHOOK) {
            throw HpcException.invalid("kind", "only a webhook can be sent to", "webhook");
        }
        String id = needed(input.id(), "id");
        String message = needed(input.message(), "message");
        permit.permit(
                Deed.admin("send a message to a webhook of " + served.cluster())
                        .with(
                                "The webhook is \"%s\", the message: \"%s\"."
                                        .formatted(quoted(id), quoted(message))));
        return new Output(
                List.of(served.port().send(caller, id, message)), "sent: status says how it went");
    }

    private static Output deleted(
            Served<Notifications> served,
            Caller caller,
            ManageNotification.Input input,
            Permit permit)
            throws InterruptedException {
        String id = needed(input.id(), "id");
        boolean webhook = input.kind() == Notice.Kind.WEBHOOK;
        String what =
                "delete a %s of %s"
                        .formatted(webhook ? "webhook" : "notification", served.cluster());
        permit.permit(
                (webhook ? Deed.admin(what) : Deed.overwrite(what))
                        .with("It is \"%s\".".formatted(quoted(id))));
        served.port().delete(caller, input.kind(), id);
        return new Output(List.of(), "deleted");
    }

    /** The model's own words, which are shown to the person only. */
    private static String quoted(String text) {
        return text.replace('"', '\'');
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
