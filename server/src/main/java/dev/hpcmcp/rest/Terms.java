package dev.hpcmcp.rest;

import java.time.Duration;
import java.util.Optional;

/**
 * What a call means to us: none of this is sent.
 *
 * @param operation what it does, for the failure that has to tell
 * @param subject what it is about, for a 404
 * @param deadline for the whole call with its repetitions; the endpoint's if empty
 * @param idle how long the cluster may be silent within that time; for as long as it likes if empty
 * @param cap how many bytes of the answer we take
 * @param throttle what it waits for before its time begins
 */
record Terms(
        Safety safety,
        String operation,
        Optional<Subject> subject,
        Optional<Duration> deadline,
        Optional<Duration> idle,
        long cap,
        Judge judge,
        Optional<Throttle> throttle) {
    private static final long USUAL_CAP = 8L << 20;

    record Subject(String kind, String id) {}

    static Terms usual(Method method) {
        Safety safety = method.reads() ? Safety.READ : Safety.ONCE;
        return new Terms(
                safety,
                "the request",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                USUAL_CAP,
                Judge.NONE,
                Optional.empty());
    }

    Terms with(Safety other) {
        return new Terms(other, operation, subject, deadline, idle, cap, judge, throttle);
    }

    Terms doing(String what) {
        return new Terms(safety, what, subject, deadline, idle, cap, judge, throttle);
    }

    Terms about(String kind, String id) {
        return new Terms(
                safety,
                operation,
                Optional.of(new Subject(kind, id)),
                deadline,
                idle,
                cap,
                judge,
                throttle);
    }

    Terms within(Duration limit) {
        return new Terms(
                safety, operation, subject, Optional.of(limit), idle, cap, judge, throttle);
    }

    Terms silentFor(Duration limit) {
        return new Terms(
                safety, operation, subject, deadline, Optional.of(limit), cap, judge, throttle);
    }

    Terms atMost(long bytes) {
        return new Terms(safety, operation, subject, deadline, idle, bytes, judge, throttle);
    }

    Terms judgedBy(Judge other) {
        return new Terms(safety, operation, subject, deadline, idle, cap, other, throttle);
    }

    Terms heldBackBy(Throttle other) {
        return new Terms(
                safety, operation, subject, deadline, idle, cap, judge, Optional.of(other));
    }
}
