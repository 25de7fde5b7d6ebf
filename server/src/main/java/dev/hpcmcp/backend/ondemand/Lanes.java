package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A site runs one process for each user: more than two calls at a time only queue up in it. */
final class Lanes {
    private static final int AT_ONCE = 2;

    private final String cluster;
    private final Map<String, Semaphore> lanes = new ConcurrentHashMap<>();

    Lanes(String cluster) {
        this.cluster = cluster;
    }

    <T> T in(Caller caller, Supplier<T> call) {
        Semaphore lane = lanes.computeIfAbsent(caller.subject(), _ -> new Semaphore(AT_ONCE, true));
        try {
            lane.acquire();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(cluster, "the call was cancelled"), told);
        }
        try {
            return call.get();
        } finally {
            lane.release();
        }
    }
}
