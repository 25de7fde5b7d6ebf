package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a request whose answer was lost may be sent again, whatever the clocks say. */
class SettlingTest extends LedgerRig {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("store.db");
    }

    @Test
    void whatCannotBeRuledOutIsNotSentAgainBeforeItCan() {
        Jobs server = server();
        fake.settles(Duration.ofMinutes(1));
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(server, as("r1"))))
                .isInstanceOfSatisfying(
                        Failure.OutcomeUnknown.class,
                        unknown -> assertThat(unknown.check().orElseThrow()).contains("Repeat"));
        pass(Duration.ofSeconds(59));
        assertThat(failure(() -> submit(server, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(fake.calls("submit")).hasSize(1);
        pass(Duration.ofSeconds(1));
        assertThat(submit(server, as("r1")).already()).isFalse();
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetRulesOutNothingAndDelaysNothing() {
        for (Duration jump : List.of(Duration.ofHours(1), Duration.ofDays(-365))) {
            Jobs server = server();
            JobRequest request = as("r" + jump);
            fake.settles(Duration.ofMinutes(1));
            fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
            assertThat(failure(() -> submit(server, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            int sent = fake.calls("submit").size();
            clock.move(jump);
            assertThat(failure(() -> submit(server, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            assertThat(fake.calls("submit")).hasSize(sent);
            pass(Duration.ofMinutes(1));
            assertThat(submit(server, request).already()).isFalse();
        }
        assertThat(jobs()).isEqualTo(2);
    }

    @Test
    void aServerWhoseClockIsWrongWaitsByItsOwnStopwatch() {
        for (Duration skew : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            JobRequest request = as("r" + skew);
            fake.settles(Duration.ofMinutes(1));
            fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
            assertThat(failure(() -> submit(server(), request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            int sent = fake.calls("submit").size();
            clock.move(skew);
            Jobs second = server();
            assertThat(failure(() -> submit(second, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            pass(Duration.ofSeconds(59));
            assertThat(failure(() -> submit(second, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            assertThat(fake.calls("submit")).hasSize(sent);
            pass(Duration.ofSeconds(1));
            assertThat(submit(second, request).already()).isFalse();
        }
    }

    @Test
    void whatAnotherServerSentTwiceIsTimedFromTheSecondTime() {
        Jobs first = server();
        Jobs second = server();
        fake.settles(Duration.ofMinutes(1));
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(first, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(failure(() -> submit(second, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        pass(Duration.ofMinutes(1));
        fake.beforeEach(call -> {
            if (call.method().equals("submit")) {
                throw lost();
            }
        });
        assertThat(failure(() -> submit(second, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(fake.calls("submit")).hasSize(2);
        assertThat(failure(() -> submit(first, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(fake.calls("submit")).hasSize(2);
    }

    @Test
    void whereAJobMayHaveComeAndGoneAServerThatDidNotSendItBelievesNoClockForLong() {
        fake.keeps(Duration.ofMinutes(5));
        fake.settles(Duration.ofSeconds(30));
        for (Duration later : List.of(Duration.ofSeconds(150), Duration.ofHours(-1))) {
            JobRequest request = as("r" + later);
            fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
            assertThat(failure(() -> submit(server(), request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            int sent = fake.calls("submit").size();
            Jobs second = server();
            assertThat(failure(() -> submit(second, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            pass(Duration.ofSeconds(30));
            clock.move(later);
            assertThat(failure(() -> submit(second, request)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            assertThat(fake.calls("submit")).hasSize(sent);
        }
    }

    @Test
    void withoutARequestIdAJobHasAVisibleMarkOnlyWhereItHasNoNameOfItsOwn() {
        fake.showsMarks();
        loseNextAnswer();
        assertThat(submit(server(), HELLO).warnings())
                .singleElement()
                .asString()
                .contains("found again");
        loseNextAnswer();
        JobRequest named = HELLO.change().name("mine").build();
        assertThat(failure(() -> submit(server(), named)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(fake.calls("submit").getLast().arguments().toString()).doesNotContain("hpcmcp-");
    }
}
