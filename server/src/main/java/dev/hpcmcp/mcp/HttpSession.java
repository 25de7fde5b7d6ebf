package dev.hpcmcp.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A conversation over HTTP: whose it is, and when it was last used. */
final class HttpSession {
    private final Conversation conversation;
    private final String subject;
    private final AtomicInteger listeners = new AtomicInteger();
    private volatile Instant lastUsed;

    HttpSession(Conversation conversation, String subject, Instant now) {
        this.conversation = conversation;
        this.subject = subject;
        this.lastUsed = now;
    }

    Conversation conversation() {
        return conversation;
    }

    String id() {
        return conversation.id();
    }

    boolean belongsTo(String subject) {
        return this.subject.equals(subject);
    }

    void used(Instant now) {
        lastUsed = now;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    AtomicInteger listeners() {
        return listeners;
    }

    boolean working() {
        return !conversation.idle();
    }

    boolean expired(Instant now, Duration idle) {
        return !working() && listeners.get() == 0 && lastUsed.plus(idle).isBefore(now);
    }
}
