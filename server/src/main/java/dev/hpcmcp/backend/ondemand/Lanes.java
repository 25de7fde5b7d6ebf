package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A site runs one process for each account: more than two calls at a time only queue up in it,
 * whoever of our callers they are for.
 */
final class Lanes {
    private static final int AT_ONCE = 2;

    private final String cluster;
    private final Map<SignIn, Lane> lanes = new ConcurrentHashMap<>();

    Lanes(String cluster) {
        this.cluster = cluster;
    }

    /** One account's, as long as somebody is in it or waits for it: sign-ins are renewed. */
    private record Lane(Semaphore room, int wanted) {
        Lane wantedBy(int more) {
            return new Lane(room, wanted + more);
        }
    }

    <T> T in(SignIn account, Supplier<T> call) {
        Semaphore room = enter(account);
        try {
            room.acquire();
            try {
                return call.get();
            } finally {
                room.release();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(cluster, "the call was cancelled"), told);
        } finally {
            leave(account);
        }
    }

    private Semaphore enter(SignIn account) {
        return lanes.merge(
                        account,
                        new Lane(new Semaphore(AT_ONCE, true), 1),
                        (there, _) -> there.wantedBy(1))
                .room();
    }

    private void leave(SignIn account) {
        lanes.computeIfPresent(account, (_, lane) -> lane.wanted() == 1 ? null : lane.wantedBy(-1));
    }

    /** How many accounts have calls under way. */
    int size() {
        return lanes.size();
    }
}
