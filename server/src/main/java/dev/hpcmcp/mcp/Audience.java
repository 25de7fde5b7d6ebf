package dev.hpcmcp.mcp;

/** Who listens to what answers no call. For nobody, nothing is looked up. */
final class Audience {
    private int listeners;

    synchronized void enter() {
        listeners++;
        notifyAll();
    }

    synchronized void leave() {
        listeners--;
    }

    synchronized boolean present() {
        return listeners > 0;
    }

    /** Until somebody listens. */
    synchronized void await() throws InterruptedException {
        while (listeners == 0) {
            wait();
        }
    }
}
