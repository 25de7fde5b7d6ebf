package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service that remembers and a backend before it; its pauses take no time and are noted. */
final class PivotRig implements AutoCloseable {
    private final Duration silence;
    final List<Duration> slept = new ArrayList<>();
    final Pace pace = new Pace(Clock.systemUTC(), slept::add, () -> 0);
    final Rest rest = new Rest(pace);
    final FakePivot server;
    final PivotBackend backend;

    /** What is silent for long is soon given up. */
    PivotRig(Profile profile) throws IOException {
        this(profile, Duration.ofMillis(400));
    }

    PivotRig(Profile profile, Duration silence) throws IOException {
        this.silence = silence;
        server = new FakePivot(profile);
        backend = another();
    }

    /** As another process would be, with nothing in its memory. */
    PivotBackend another() {
        return new PivotBackend(
                PivotSettings.usual("pivot", server.url()),
                rest,
                new PivotService(pace, 100_000),
                new Listening.Rests(silence, Duration.ofMillis(5)));
    }

    @Override
    public void close() {
        rest.close();
        server.close();
    }
}
