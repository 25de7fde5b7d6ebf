package dev.hpcmcp.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the other servers that somebody is at an intent, until it is closed. */
final class Beat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

    private final Intents intents;
    private final Intent intent;
    private final Duration every;
    private final CountDownLatch over = new CountDownLatch(1);

    private Beat(Intents intents, Intent intent, Duration every) {
        this.intents = intents;
        this.intent = intent;
        this.every = every;
    }

    static Beat start(Intents intents, Intent intent, Duration every) {
        Beat beat = new Beat(intents, intent, every);
        Thread.ofVirtual().name("beat").start(beat::run);
        return beat;
    }

    private void run() {
        try {
            while (!over.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                intents.beat(intent);
            }
        } catch (StoreTrouble away) {
            LOG.warn("others may take over a submit: {}", away.problem());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
