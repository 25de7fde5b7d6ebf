package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Notifications;
import dev.hpcmcp.rest.Rest;
import java.util.List;
import java.util.Optional;

/** The same where the configuration allows what leaves the service: messages and webhooks. */
public final class NotifyingPivotBackend extends PivotBackend implements Notifications {
    public NotifyingPivotBackend(PivotSettings settings, Rest rest, Services services) {
        super(settings, rest, services);
    }

    NotifyingPivotBackend(PivotSettings settings, Rest rest, PivotService service) {
        super(settings, rest, service);
    }

    @Override
    public List<Notice> notices(Caller caller, Notice.Kind kind) {
        return parts().notices().all(caller, kind, Optional.empty());
    }

    @Override
    public Notice create(Caller caller, NoticeRequest request) {
        return parts().notices().create(caller, request);
    }

    @Override
    public Notice send(Caller caller, String webhook, String message) {
        return parts().notices().send(caller, webhook, message);
    }

    @Override
    public void delete(Caller caller, Notice.Kind kind, String id) {
        parts().notices().delete(caller, kind, id);
    }
}
