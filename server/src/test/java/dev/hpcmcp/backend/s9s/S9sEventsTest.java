package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Wait;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that speaks by itself, over a WebSocket that breaks. */
class S9sEventsTest extends S9sFixture {
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger changes = new AtomicInteger();

    @BeforeEach
    void nothingMovesByItself() {
        server.standStill();
    }

    @AfterEach
    void everybodyGoes() {
        people.shutdownNow();
    }

    private JobId job() {
        return s9s.submit(ALICE, new JobRequestBuilder().command(List.of("sleep", "60")).build())
                .job()
                .jobId();
    }

    private Future<JobsFound> waiting(JobId job) {
        Watcher watcher =
                new Watcher(_ -> new Manners(Optional.of(Duration.ofHours(1)), Optional.empty()));
        Wait wait =
                new Wait(
                        List.of(job),
                        found -> found.jobs().stream().allMatch(Job::finished),
                        Duration.ofMinutes(5),
                        found -> {});
        return people.submit(() -> watcher.await(new Served<>("lab", s9s), ALICE, wait));
    }

    /** Looks are so rare here that only a word of the gateway's can bring the next one. */
    private void untilLooksAreRare() {
        Patience.until(
                "rare looks",
                () -> {
                    long before = server.left().size();
                    pause(600);
                    return server.left().size() == before;
                });
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWordOfTheGatewayEndsTheWait() throws Exception {
        JobId job = job();
        Future<JobsFound> waiting = waiting(job);
        Patience.until("a listener", () -> server.listeners() == 1);

        server.become(job.value(), "COMPLETED");

        assertThat(waiting.get(20, TimeUnit.SECONDS).jobs().getFirst().finished()).isTrue();
        Patience.until(
                "nobody listens",
                () -> server.left().stream().filter(one -> one.contains("/ws")).count() == 1);
    }

    @Test
    void subscribesSignedAndWithoutAFilterOnStates() {
        try (Events.Following following = s9s.follow(ALICE, changes::incrementAndGet)) {
            Patience.until("a listener", () -> server.listeners() == 1);
            assertThat(following).isNotNull();
        }

        assertThat(FakeS9s.JSON.readTree(server.said().getFirst()))
                .isEqualTo(
                        FakeS9s.JSON.readTree(
                                "{\"action\":\"subscribe\",\"channel\":\"jobs\",\"filter\":{\"user\":\"alice\"}}"));
        assertThat(server.requests().getFirst().header("Authorization"))
                .isEqualTo("Bearer token-of-alice");
        assertThat(server.requests().getFirst().path()).isEqualTo("/v1/ws");
    }

    @Test
    void aDroppedConnectionIsMadeAgainAndALookIsDue() {
        try (Events.Following following = s9s.follow(ALICE, changes::incrementAndGet)) {
            Patience.until("the first", () -> server.listeners() == 1 && changes.get() >= 1);
            server.dropConversations();
            Patience.until("the second", () -> server.listeners() == 1 && changes.get() >= 2);
            JobId job = job();
            server.become(job.value(), "RUNNING");
            Patience.until("a word", () -> changes.get() >= 3);
            assertThat(following).isNotNull();
        }
        assertThat(slept).contains(Duration.ofSeconds(1));
    }

    @Test
    void whatHappensWhileTheConnectionIsAwayIsSeenAfterwards() throws Exception {
        JobId job = job();
        Future<JobsFound> waiting = waiting(job);
        Patience.until("a listener", () -> server.listeners() == 1);
        untilLooksAreRare();

        server.dropConversations();
        server.become(job.value(), "FAILED");

        assertThat(waiting.get(20, TimeUnit.SECONDS).jobs().getFirst().finished()).isTrue();
    }

    @Test
    void aGatewayWithoutWebSocketsIsNotAskedAgain() {
        server.answerNext(Response.text(404, "text/plain", "404"));
        try (Events.Following following = s9s.follow(ALICE, changes::incrementAndGet)) {
            Patience.until("asked", () -> server.left().size() == 1);
            pause(100);
            assertThat(following).isNotNull();
            assertThat(server.left()).hasSize(1);
            assertThat(slept).isEmpty();
        }
    }

    @Test
    void closingEndsTheConnectionAndTheAttempts() {
        Events.Following following = s9s.follow(ALICE, changes::incrementAndGet);
        Patience.until("a listener", () -> server.listeners() == 1);
        following.close();
        following.close();
        Patience.until("gone", () -> server.open() == 0);
        int asked = server.left().size();
        pause(100);

        assertThat(server.left()).hasSize(asked);
    }

    @Test
    void wordsOnOtherChannelsAndNoiseAreNoReasonToLook() {
        try (Events.Following following = s9s.follow(ALICE, changes::incrementAndGet)) {
            Patience.until("a listener", () -> server.listeners() == 1 && changes.get() >= 1);
            server.sayToAll("{\"channel\":\"metrics\",\"action\":\"update\",\"data\":{}}");
            server.sayToAll("{\"status\":\"subscribed\"}");
            server.sayToAll("no json");
            server.sayToAll("{\"channel\":\"jobs\",\"resource_id\":\"1\",\"data\":{}}");
            Patience.until("the one that counts", () -> changes.get() >= 2);
            assertThat(following).isNotNull();
        }
    }
}
