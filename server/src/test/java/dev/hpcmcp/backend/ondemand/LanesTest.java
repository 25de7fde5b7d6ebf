package dev.hpcmcp.backend.ondemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Patience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes("owens");
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    private Thread caller(dev.hpcmcp.port.Caller who) {
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
    void oneUserHasTwoCallsAtATimeAndDoesNotHoldUpAnother() throws InterruptedException {
        Thread first = caller(Callers.ALICE);
        Thread second = caller(Callers.ALICE);
        Patience.until("two inside", () -> inside.get() == 2);
        Thread third = caller(Callers.ALICE);
        Thread other = caller(Callers.BOB);
        Patience.until("bob inside", () -> inside.get() == 3);
        Patience.until("the third waits", () -> third.getState() == Thread.State.WAITING);
        assertThat(inside).hasValue(3);

        open.countDown();
        for (Thread thread : new Thread[] {first, second, third, other}) {
            thread.join();
        }
        assertThat(inside).hasValue(4);
    }

    @Test
    void whoIsInterruptedWhileWaitingDoesNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lanes.in(Callers.ALICE, () -> inside.incrementAndGet()))
                .isInstanceOf(HpcException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(inside).hasValue(0);
    }
}
