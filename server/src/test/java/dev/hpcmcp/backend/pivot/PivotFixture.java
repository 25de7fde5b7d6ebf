package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A training service that answers what it is told to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PivotFixture {
    static final Caller ALICE = Callers.ALICE;
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final WireMockServer server = new WireMockServer(options().dynamicPort().gzipDisabled(true));
    final List<Duration> slept = new ArrayList<>();
    final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));

    @BeforeAll
    void startServer() {
        server.start();
    }

    @AfterAll
    void stopServer() {
        server.stop();
        rest.close();
    }

    @BeforeEach
    void nothingIsThere() {
        server.resetAll();
        slept.clear();
        server.stubFor(any(anyUrl()).willReturn(json(404, "{\"detail\":\"Not Found\"}")));
    }

    PivotSettings settings() {
        return PivotSettings.usual("pivot", server.baseUrl() + "/api/v1");
    }

    PivotBackend source() {
        return backend(settings().withProfile(Profile.SRC));
    }

    PivotBackend guide() {
        return backend(settings().withProfile(Profile.DOC));
    }

    PivotBackend backend(PivotSettings settings) {
        return new PivotBackend(settings, rest, service());
    }

    NotifyingPivotBackend notifying(PivotSettings settings) {
        return new NotifyingPivotBackend(settings, rest, service());
    }

    /** As this process knows it that has just started, and bears whatever is asked of it. */
    PivotService service() {
        Pace pace = new Pace(Clock.fixed(NOW, ZoneOffset.UTC), slept::add, () -> 0);
        return new PivotService(pace, 100_000);
    }

    void gets(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(get("/api/v1" + path).willReturn(answer));
    }

    void posts(String path, ResponseDefinitionBuilder answer) {
        server.stubFor(post("/api/v1" + path).willReturn(answer));
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    static ResponseDefinitionBuilder file(int status, String name) {
        try (var in = PivotFixture.class.getResourceAsStream("/pivot/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no recorded answer " + name);
            }
            return json(status, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The requests that left, oldest first, as {@code POST /api/v1/x}. */
    List<String> left() {
        return requests().stream()
                .map(request -> request.getMethod().getName() + " " + request.getUrl())
                .toList();
    }

    List<Request> requests() {
        return server.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .toList();
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected a failure, but it worked");
        }
        return thrown.failure();
    }
}
