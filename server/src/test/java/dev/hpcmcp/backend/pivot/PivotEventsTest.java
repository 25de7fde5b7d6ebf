package dev.hpcmcp.backend.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service says by itself only makes somebody look sooner. */
class PivotEventsTest {
    private final AtomicInteger told = new AtomicInteger();
    private PivotRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new PivotRig(Profile.DOC);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** One whose silence nobody minds. */
    private void calm() throws IOException {
        rig.close();
        rig = new PivotRig(Profile.DOC, Duration.ofMinutes(1));
    }

    private Events.Following following() {
        JobId run = rig.backend.start(Callers.ALICE, TrainingRequest.of("a.yaml")).job().jobId();
        Events.Following following = rig.backend.follow(Callers.ALICE, told::incrementAndGet);
        rig.backend.find(Callers.ALICE, List.of(run));
        Patience.until("an open line", () -> rig.server.streams.open() > 0 && told.get() > 0);
        told.set(0);
        return following;
    }

    @Test
    void newsByServerSentEventsAreTold() throws IOException {
        calm();
        try (Events.Following _ = following()) {
            rig.server.streams.say("metrics", "{\"epoch\":1,\"loss\":0.5}");
            Patience.until("news", () -> told.get() == 1);
        }
    }

    @Test
    void newsByWebSocketAreToldWhereThereAreNoEvents() {
        rig.server.streams.withoutSse = true;
        try (Events.Following _ = following()) {
            rig.server.streams.say("", "{\"type\":\"epoch_complete\",\"epoch\":1,\"metrics\":{}}");
            Patience.until("news", () -> told.get() >= 1);
        }
    }

    @Test
    void heartbeatsAreNotNews() throws Exception {
        calm();
        try (Events.Following _ = following()) {
            rig.server.streams.say("heartbeat", "{\"status\":\"running\"}");
            rig.server.streams.say("heartbeat", "{\"status\":\"running\"}");
            rig.server.streams.say("heartbeat", "{\"status\":\"paused\"}");
            Patience.until("the other state", () -> told.get() > 0);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(told.get()).isEqualTo(1);
    }

    @Test
    void aSilentLineIsOpenedAnew() {
        try (Events.Following _ = following()) {
            Patience.until("another line", () -> rig.server.streams.open() > 1);
        }
    }

    @Test
    void aServiceThatSaysNothingIsLeftAlone() {
        rig.server.streams.withoutSse = true;
        rig.server.streams.withoutSockets = true;
        JobId run = rig.backend.start(Callers.ALICE, TrainingRequest.of("a.yaml")).job().jobId();
        try (Events.Following _ = rig.backend.follow(Callers.ALICE, told::incrementAndGet)) {
            rig.backend.find(Callers.ALICE, List.of(run));
            Patience.until(
                    "four tries",
                    () ->
                            rig.server.requests.stream()
                                            .filter(r ->
                                                    r.contains("/training/sess_1")
                                                            && r.matches(".*/(sse|ws)/.*"))
                                            .count()
                                    == 4);
        }
        assertThat(told.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connection|{\"status\":\"connected\",\"session_status\":\"running\"}|false|false",
                "heartbeat|{\"status\":\"running\"}|false|false",
                "heartbeat|{\"status\":\"completed\"}|true|true",
                "error|{\"message\":\"gone\"}|true|true",
                "metrics|{\"epoch\":1}|true|false",
                "''|{\"epoch\":1,\"loss\":2}|true|false",
                "''|{\"type\":\"heartbeat\",\"data\":{\"status\":\"running\"}}|false|false",
                "''|{\"type\":\"training_complete\",\"final_metrics\":{}}|true|true",
                "''|{\"type\":\"something_new\"}|true|false",
                "''|{\"cut|false|false"
            })
    void readsBothDialects(String kind, String text, boolean news, boolean last) {
        Happening happening = Happening.of(kind, text);

        assertThat(happening.news()).isEqualTo(news);
        assertThat(happening.last()).isEqualTo(last);
    }
}
