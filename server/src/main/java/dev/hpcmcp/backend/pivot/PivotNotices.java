package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.Notice.Kind;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Safety;
import dev.hpcmcp.rest.Url;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Notifications and webhooks of both APIs. */
final class PivotNotices {
    /** The service waits up to ten seconds for where it sends to. */
    private static final Duration TO_SEND = Duration.ofSeconds(20);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Names that hide behind routes of the service. */
    private static final Set<String> TAKEN = Set.of("deliveries", "send");

    private static final List<String> EVENTS =
            List.of("training_completed", "training_failed", "alert_triggered");

    private final PivotApi api;
    private final Profiles profiles;
    private final BiFunction<Caller, JobId, Optional<String>> session;
    private final Set<String> hosts;

    /**
     * Notifications of both APIs.
     *
     * @param session what the notifications about a run go by
     */
    PivotNotices(
            PivotApi api,
            Profiles profiles,
            BiFunction<Caller, JobId, Optional<String>> session,
            Set<String> hosts) {
        this.api = api;
        this.profiles = profiles;
        this.session = session;
        this.hosts = hosts;
    }

    List<Notice> all(Caller caller, Kind kind, Optional<String> session) {
        boolean webhooks = kind == Kind.WEBHOOK;
        String name = webhooks ? "webhooks" : "notifications";
        Reply reply =
                api.collection(
                        caller,
                        "listing " + name,
                        profiles.of(caller),
                        name,
                        url ->
                                Call.get(
                                        session.map(id -> url.query("session_id", id))
                                                .orElse(url)));
        return new Part(reply.json())
                .items(name).stream()
                        .flatMap(one ->
                                (webhooks ? NoticeJson.webhook(one) : NoticeJson.notification(one))
                                        .stream())
                        .toList();
    }

    Notice create(Caller caller, NoticeRequest request) {
        return switch (request.kind()) {
            case WEBHOOK -> webhook(caller, request);
            case NOTIFICATION -> notification(caller, request);
        };
    }

    private Notice notification(Caller caller, NoticeRequest request) {
        onlySource(caller, "creating notifications");
        Map<String, Object> body = new LinkedHashMap<>();
        String level =
                request.level().map(Enum::name).orElse("INFO").toLowerCase(java.util.Locale.ROOT);
        body.put("type", level.equals("critical") ? "error" : level);
        body.put("title", request.title());
        body.put("message", request.message().orElse(""));
        body.put("priority", level.equals("critical") ? "critical" : "medium");
        request.jobId().ifPresent(run -> body.put("session_id", session(caller, run)));
        Reply reply = post(caller, "creating the notification", "notifications", body, Map.of());
        return NoticeJson.notification(new Part(reply.json()))
                .orElseThrow(() -> reply.unreadable("its answer has no id"));
    }

    /** Runs are processes; the service takes notifications about sessions only. */
    private String session(Caller caller, JobId run) {
        return session.apply(caller, run)
                .orElseThrow(() ->
                        new HpcException(
                                new Failure.Conflict(
                                        "the service has no session of this run, and takes notifications about sessions only; without job_id it takes one that says in its text what it is about")));
    }

    private Notice webhook(Caller caller, NoticeRequest request) {
        String url = WebhookUrl.checked(request.url().orElse(""), hosts);
        if (profiles.of(caller) == Profile.DOC) {
            Map<String, Object> body = Map.of("url", url, "events", EVENTS);
            Reply reply = post(caller, "creating the webhook", "webhooks", body, Map.of());
            return NoticeJson.webhook(new Part(reply.json()))
                    .orElseThrow(() -> reply.unreadable("its answer has no id"));
        }
        String name = request.title();
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw HpcException.invalid(
                    "title", "is not a name for a webhook", "letters, digits, dots and dashes");
        }
        boolean there =
                all(caller, Kind.WEBHOOK, Optional.empty()).stream()
                        .anyMatch(one -> one.id().equals(name));
        if (there) {
            throw new HpcException(
                    new Failure.Conflict("a webhook of that name is there, and would be replaced"));
        }
        post(caller, "creating the webhook", "webhooks", Map.of("url", url), Map.of("name", name));
        return NoticeJson.webhook(name, url, Optional.of("on"));
    }

    private Reply post(
            Caller caller, String what, String name, Object body, Map<String, String> query) {
        return api.collection(
                caller,
                what,
                profiles.of(caller),
                name,
                url -> {
                    Url asked = url;
                    for (Map.Entry<String, String> one : query.entrySet()) {
                        asked = asked.query(one.getKey(), one.getValue());
                    }
                    return Call.post(asked, Body.json(body));
                });
    }

    /** The service says "sent" of what failed, too; its status tells. */
    Notice send(Caller caller, String webhook, String message) {
        boolean source = profiles.of(caller) == Profile.SRC;
        Call call =
                source
                        ? Call.post(
                                api.at("webhooks", "send"),
                                Body.json(
                                        Map.of(
                                                "webhook_name",
                                                webhook,
                                                "payload",
                                                Map.of("text", message))))
                        : Call.post(api.at("webhooks", webhook, "test"), Body.none());
        Reply reply =
                api.about(
                        caller, "sending to the webhook", "webhook", webhook, call.within(TO_SEND));
        Part answer = new Part(reply.json());
        String status =
                answer.text("status")
                        .orElse(answer.is("success") ? "delivered, as a test" : "failed");
        return NoticeJson.webhook(webhook, "", Optional.of(status));
    }

    void delete(Caller caller, Kind kind, String id) {
        String name = kind == Kind.WEBHOOK ? "webhooks" : "notifications";
        if (kind == Kind.NOTIFICATION) {
            onlySource(caller, "deleting a single notification");
        }
        Call call = Call.delete(api.at(name, id)).with(Safety.REPEATABLE);
        api.about(
                caller,
                "the deletion",
                kind == Kind.WEBHOOK ? "webhook" : "notification",
                id,
                call);
    }

    private void onlySource(Caller caller, String what) {
        if (profiles.of(caller) == Profile.DOC) {
            throw HpcException.notSupported(api.cluster(), what);
        }
    }
}
