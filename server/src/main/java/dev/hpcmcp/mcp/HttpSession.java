package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A conversation over HTTP: whose it is, and when it was last used. */
final class HttpSession {
    private final Conversation conversation;
    private final Owner owner;
    private volatile Instant lastUsed;

    /**
     * Who began it: not only what they are called but by what they came in, so that another token
     * for the same name, or the same name from elsewhere, is somebody else.
     */
    private record Owner(String subject, Optional<String> token, Optional<String> client) {
        static Owner of(Caller caller) {
            return new Owner(caller.subject(), caller.badge().token(), caller.badge().client());
        }
    }

    HttpSession(Conversation conversation, Caller caller, Instant now) {
        this.conversation = conversation;
        this.owner = Owner.of(caller);
        this.lastUsed = now;
    }

    Conversation conversation() {
        return conversation;
    }

    String id() {
        return conversation.id();
    }

    String subject() {
        return owner.subject();
    }

    boolean belongsTo(Caller caller) {
        return owner.equals(Owner.of(caller));
    }

    void used(Instant now) {
        lastUsed = now;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    boolean working() {
        return !conversation.idle();
    }

    boolean expired(Instant now, Duration idle) {
        return !working()
                && !conversation.audience().present()
                && lastUsed.plus(idle).isBefore(now);
    }
}
