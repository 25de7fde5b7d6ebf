package dev.hpcmcp.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look: soon at first, so that a short job is told fast, then ever less often, down to what
 * the cluster likes.
 */
final class Rhythm {
    private static final long FIRST = Duration.ofMillis(200).toNanos();

    /** Enough to keep many servers from looking in step, too little to be late by. */
    private static final long MOST_JITTER = FIRST / 4;

    private final RandomGenerator random;
    private final long floor;
    private long interval = FIRST;
    private long last;
    private long due;
    private boolean begun;
    private long gap = FIRST;
    private boolean stirred;

    Rhythm(Duration floor, RandomGenerator random) {
        this.floor = Math.max(floor.toNanos(), FIRST);
        this.random = random;
    }

    /** A round of looks begins. */
    void begin(long now) {
        last = now;
        due = now + interval + random.nextLong(Math.min(interval / 10, MOST_JITTER) + 1);
        interval = Math.min(interval + interval / 2, floor);
        begun = true;
        gap = stirred ? Math.min(gap * 2, floor) : FIRST;
        stirred = false;
    }

    /**
     * The cluster says that something changed: that is worth a look at once. While it says so all
     * the time, the looks it is worth become ever rarer, down to what they are without it.
     */
    void stir() {
        if (begun) {
            stirred = true;
            due = Math.min(due - last, gap) + last;
        }
    }

    /**
     * There is something new to look at. Only once calm is it soon again: else somebody who starts
     * job after job would keep us looking all the time.
     */
    void restart(long now) {
        if (begun && (interval == floor || now - last > floor)) {
            interval = FIRST;
            due = Math.min(due - last, FIRST) + last;
        }
    }

    /** How long until the next round. */
    long left(long now) {
        return begun ? due - now : 0;
    }

    /** How long until somebody who has seen nothing may look: not once for each of a crowd. */
    long leftForNewcomers(long now, long longest) {
        return begun ? Math.min(due - last, longest) + last - now : 0;
    }

    /** How old what we know may be while all goes well. */
    long age() {
        return interval + MOST_JITTER;
    }

    long floor() {
        return floor;
    }
}
