package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A site that answers what it is told to; at first it is one of today with no jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnDemandFixture {
    static final Caller ALICE = Callers.ALICE;
    static final String BASE = "/pun/sys/ood-api/api/v1";
    static final Clock NOW = Clock.fixed(Instant.parse("2026-08-01T12:00:00Z"), ZoneOffset.UTC);

    final WireMockServer server = new WireMockServer(options().dynamicPort().gzipDisabled(true));
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), _ -> {}, () -> 0));
    OnDemandBackend site;

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
    void aSiteOfToday() {
        runs(Release.STRICT);
    }

    /** Everything new, of this version. */
    final void runs(Release release) {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(missingRoute(release)));
        on("GET", "/clusters", json(Answers.file("clusters.json")));
        on("GET", "/jobs", json("{\"data\":[]}"));
        server.stubFor(
                get(urlPathMatching(BASE + "/jobs/[0-9_]+"))
                        .willReturn(error(404, "not_found", "Job not found")));
        if (release.has(Release.FILES)) {
            on("GET", "/files", error(400, "bad_request", "Missing path parameter"));
        }
        if (release.has(Release.ENVIRONMENT)) {
            on("GET", "/env", json("{\"data\":{\"HOME\":\"/home/alice\",\"USER\":\"alice\"}}"));
        }
        if (release.has(Release.CONTEXT)) {
            on("GET", "/context", json(Answers.file("site-rules.json")));
        }
        if (release.has(Release.CAPACITY)) {
            on("GET", "/accounts", json(Answers.file("accounts.json")));
            on("GET", "/queues", json(Answers.file("queues-one-closed-to-us.json")));
            on("GET", "/cluster_info", json(Answers.file("cluster-info.json")));
            server.stubFor(
                    get(urlEqualTo(BASE + "/accounts"))
                            .willReturn(error(400, "bad_request", "Missing cluster parameter")));
        }
        if (release.has(Release.CONTROL)) {
            on("GET", "/jobs/historic", json("{\"data\":[]}"));
            on("POST", "/jobs/probe/hold", error(400, "bad_request", "Missing cluster parameter"));
        }
        if (release.has(Release.PORTABLE)) {
            on("POST", "/__probe", error(415, "unsupported_media_type", "JSON only"));
        }
        site = backend(settings());
    }

    private static ResponseDefinitionBuilder missingRoute(Release release) {
        return release.has(Release.STRICT)
                ? json(Answers.file("route-missing-since-v0.4.json")).withStatus(404)
                : page(404, Answers.file("route-missing-until-v0.3.html"));
    }

    final OnDemandSettings settings() {
        return OnDemandSettings.usual(
                "owens",
                "http://127.0.0.1:" + server.port(),
                SignIn.bearer(Secret.of("jwt-of-alice")));
    }

    final OnDemandBackend backend(OnDemandSettings settings) {
        return backend(settings, NOW);
    }

    final OnDemandBackend backend(OnDemandSettings settings, Clock clock) {
        return new OnDemandBackend(settings, rest, clock);
    }

    final void on(String method, String path, ResponseDefinitionBuilder answer) {
        var url = urlPathEqualTo(BASE + path);
        server.stubFor(
                switch (method) {
                    case "POST" -> post(url).willReturn(answer);
                    case "PUT" -> put(url).willReturn(answer);
                    case "DELETE" -> delete(url).willReturn(answer);
                    default -> get(url).willReturn(answer);
                });
    }

    static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    static ResponseDefinitionBuilder error(int status, String word, String message) {
        return json("{\"error\":\"" + word + "\",\"message\":\"" + message + "\"}")
                .withStatus(status);
    }

    static ResponseDefinitionBuilder page(int status, String html) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody(html);
    }

    List<Request> left(String method, String path) {
        return server.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .filter(request -> request.getMethod().getName().equals(method))
                .filter(request -> request.getUrl().replaceFirst("\\?.*", "").equals(BASE + path))
                .toList();
    }

    /** Jobs by their ids. */
    record Seen(Map<String, Job> jobs) {
        Job get(String id) {
            return Optional.ofNullable(jobs.get(id)).orElseThrow();
        }
    }

    Seen found(String... ids) {
        List<JobId> asked = Stream.of(ids).map(JobId::new).toList();
        return new Seen(
                site.find(ALICE, asked).jobs().stream()
                        .collect(Collectors.toMap(job -> job.jobId().value(), job -> job)));
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected a failure, but it worked");
        }
        return thrown.failure();
    }
}
