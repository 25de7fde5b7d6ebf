package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.port.Secret;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes("owens");
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    private static SignIn as(String user) {
        return SignIn.bearer(Secret.of("token-of-" + user));
    }

    private Thread calling(SignIn who) {
        return Thread.ofVirtual()
                .start(() ->
                        lanes.in(
                                who,
                                () -> {
                                    inside.incrementAndGet();
                                    try {
                                        open.await();
                                    } catch (InterruptedException told) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return 0;
                                }));
    }

    @Test
    void oneAccountHasTwoCallsAtATimeAndDoesNotHoldUpAnother() throws InterruptedException {
        Thread first = calling(as("alice"));
        Thread second = calling(as("alice"));
        Patience.until("two inside", () -> inside.get() == 2);
        Thread third = calling(as("alice"));
        Thread other = calling(as("bob"));
        Patience.until("bob inside", () -> inside.get() == 3);
        Patience.until("the third waits", () -> third.getState() == Thread.State.WAITING);
        assertThat(inside).hasValue(3);

        open.countDown();
        for (Thread thread : new Thread[] {first, second, third, other}) {
            thread.join();
        }
        assertThat(inside).hasValue(4);
        assertThat(lanes.size()).as("nothing is kept of who is done").isZero();
    }

    @Test
    void whoIsInterruptedWhileWaitingDoesNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lanes.in(as("alice"), () -> inside.incrementAndGet()))
                .isInstanceOf(HpcException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(inside).hasValue(0);
        assertThat(lanes.size()).isZero();
    }
}
