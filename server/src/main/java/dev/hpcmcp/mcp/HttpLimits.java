package dev.hpcmcp.mcp;

import java.time.Duration;

/**
 * How much the HTTP edge takes on.
 *
 * @param maxBody bytes of one request
 * @param idle after this long without a request a session is forgotten
 * @param callsAtOnce calls in flight in one session
 * @param heartbeat how long a call or a stream may be silent before we look whether the client is
 *     still there
 * @param bodyTime in which a request has to be here as a whole
 */
public record HttpLimits(
        int maxBody,
        int maxSessions,
        Duration idle,
        int callsAtOnce,
        Duration heartbeat,
        Duration bodyTime) {
    public HttpLimits {
        if (maxBody < 1 || maxSessions < 1 || callsAtOnce < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
        if (!idle.isPositive() || !heartbeat.isPositive() || !bodyTime.isPositive()) {
            throw new IllegalArgumentException("a time is longer than nothing");
        }
    }

    public static HttpLimits usual() {
        return new HttpLimits(
                16 * 1024 * 1024,
                1000,
                Duration.ofMinutes(30),
                64,
                Duration.ofSeconds(5),
                Duration.ofMinutes(2));
    }

    public HttpLimits maxBody(int bytes) {
        return new HttpLimits(bytes, maxSessions, idle, callsAtOnce, heartbeat, bodyTime);
    }

    public HttpLimits maxSessions(int sessions) {
        return new HttpLimits(maxBody, sessions, idle, callsAtOnce, heartbeat, bodyTime);
    }

    public HttpLimits idle(Duration time) {
        return new HttpLimits(maxBody, maxSessions, time, callsAtOnce, heartbeat, bodyTime);
    }

    public HttpLimits callsAtOnce(int calls) {
        return new HttpLimits(maxBody, maxSessions, idle, calls, heartbeat, bodyTime);
    }

    public HttpLimits heartbeat(Duration time) {
        return new HttpLimits(maxBody, maxSessions, idle, callsAtOnce, time, bodyTime);
    }

    public HttpLimits bodyTime(Duration time) {
        return new HttpLimits(maxBody, maxSessions, idle, callsAtOnce, heartbeat, time);
    }
}
