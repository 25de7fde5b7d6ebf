package dev.hpcmcp.port;

import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import java.util.List;

/**
 * Messages a service keeps for people, and addresses it sends messages to. A cluster has this only
 * if its configuration says so: it can make a service call out.
 */
public interface Notifications {
    List<Notice> notices(Caller caller, Notice.Kind kind);

    /**
     * Makes one.
     *
     * @throws HpcException {@code NotAllowed} for an address that the configuration does not name
     */
    Notice create(Caller caller, NoticeRequest request);

    /** Sends a message to a webhook, and says what became of it. */
    Notice send(Caller caller, String webhook, String message);

    /** Deletes one, never all. */
    void delete(Caller caller, Notice.Kind kind, String id);
}
