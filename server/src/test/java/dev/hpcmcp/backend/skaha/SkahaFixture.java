package dev.hpcmcp.backend.skaha;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A Skaha service that answers what it is told to. At first it is one of today. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SkahaFixture {
    static final Caller ALICE = Callers.ALICE;
    static final String IMAGE = "images.canfar.net/skaha/terminal:1.1.2";
    static final Clock NOW = Clock.fixed(Instant.parse("2026-08-02T00:00:00Z"), ZoneOffset.UTC);

    final WireMockServer server = new WireMockServer(options().dynamicPort().gzipDisabled(true));
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    SkahaBackend skaha = backend();

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
    void aServiceOfToday() {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(page404()));
        for (String part : List.of("context", "repository", "image")) {
            answers("/v1/" + part, json(Answers.file(part + ".json")));
        }
        skaha = backend();
    }

    @AfterEach
    void everythingThatLeftWasSigned() {
        left().forEach(request -> assertSigned(request));
    }

    void assertSigned(Request request) {
        if (!"Bearer token-of-alice".equals(request.getHeader("Authorization"))) {
            throw new AssertionError("not signed: " + request.getUrl());
        }
    }

    final SkahaSettings settings() {
        int port = server.isRunning() ? server.port() : 1;
        return SkahaSettings.usual(
                "canfar",
                "http://127.0.0.1:" + port + "/skaha",
                new SkahaSettings.Token(Secret.of("token-of-alice")));
    }

    final SkahaBackend backend() {
        return backend(settings());
    }

    final SkahaBackend backend(SkahaSettings settings) {
        return new SkahaBackend(settings, rest, NOW);
    }

    final SkahaBackend backend(SkahaLogs.LogCaps caps) {
        return new SkahaBackend(settings(), rest, NOW, caps);
    }

    void answers(String url, ResponseDefinitionBuilder answer) {
        server.stubFor(get("/skaha" + url).willReturn(answer));
    }

    void answersCreate(ResponseDefinitionBuilder answer) {
        server.stubFor(post("/skaha/v1/session").willReturn(answer));
    }

    void answersPost(String url, ResponseDefinitionBuilder answer) {
        server.stubFor(post("/skaha" + url).willReturn(answer));
    }

    void answersDelete(String url, ResponseDefinitionBuilder answer) {
        server.stubFor(delete("/skaha" + url).willReturn(answer));
    }

    static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    static ResponseDefinitionBuilder recorded(String file) {
        return json(Answers.file(file));
    }

    static ResponseDefinitionBuilder text(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/plain")
                .withBody(body);
    }

    static ResponseDefinitionBuilder page404() {
        return aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "text/html;charset=utf-8")
                .withBody("<!doctype html><html><title>HTTP Status 404</title></html>");
    }

    /** The requests that left, oldest first. */
    List<Request> left() {
        return server.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .toList();
    }

    Request created() {
        return left().stream()
                .filter(request -> request.getMethod().getName().equals("POST"))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    static JobRequestBuilder job(String... command) {
        return new JobRequestBuilder().image(IMAGE).command(List.of(command)).name("test");
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected a failure, but it worked");
        }
        return thrown.failure();
    }
}
