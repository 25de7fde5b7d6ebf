package dev.hpcmcp.app;

import dev.hpcmcp.guard.policy.Policy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy that holds now. A new one takes its place as a whole, or not at all. */
final class PolicyWatch implements Supplier<Policy> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final AtomicReference<Policy> now;

    PolicyWatch(Policy first) {
        now = new AtomicReference<>(first);
    }

    @Override
    public Policy get() {
        return now.get();
    }

    /** Reads the configuration anew; of one that is wrong nothing is taken. */
    void reload(Supplier<Settings> reading) {
        try {
            Policy next = reading.get().rules();
            now.set(next);
            LOG.info("the policy was read anew: it has {} rules", next.rules().size());
        } catch (RuntimeException wrong) {
            LOG.error(
                    "the policy was not read anew, and the old one holds: {}", wrong.getMessage());
        }
    }
}
