package dev.hpcmcp.rest;

import okhttp3.EventListener;

/**
 * Knows whether any of a request may have left: the difference between "nothing was done" and "we
 * do not know".
 */
final class Trace extends EventListener {
    private volatile boolean sent;

    static EventListener of(okhttp3.Call call) {
        Trace trace = call.request().tag(Trace.class);
        return trace == null ? EventListener.NONE : trace;
    }

    @Override
    public void requestHeadersStart(okhttp3.Call call) {
        sent = true;
    }

    boolean sent() {
        return sent;
    }
}
