package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A slurmrestd that answers what one was seen to answer, and a backend in front of it. */
final class SlurmRig implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final WireMockServer server = new WireMockServer(options().dynamicPort().gzipDisabled(true));
    final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    final SlurmBackend plain;
    final SlurmBackend typed;

    SlurmRig() {
        server.start();
        plain = backend(settings().withVersion("v0.0.38"));
        typed = backend(settings().withVersion("v0.0.42"));
    }

    SlurmSettings settings() {
        Credential alice = new Credential.Token("alice", Secret.of("token-of-alice"));
        return SlurmSettings.usual("lab", server.baseUrl(), alice).withDirectory("/home/%u");
    }

    SlurmBackend backend(SlurmSettings settings) {
        return new SlurmBackend(settings, rest, CLOCK, new Accounts(Path.of("/no/such/file")));
    }

    /** Answers a call with a recorded body. */
    void on(String method, String path, int status, String file) {
        on(method, path, json(status, file));
    }

    void on(String method, String path, ResponseDefinitionBuilder answer) {
        server.stubFor(request(method, urlPathEqualTo(path)).willReturn(answer));
    }

    void always(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    static ResponseDefinitionBuilder json(int status, String file) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(text(file));
    }

    static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(
                        SlurmRig.class.getResourceAsStream("/slurm/" + file + ".json"), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The requests that left, oldest first. */
    List<Request> left() {
        return server.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .toList();
    }

    Request lastLeft() {
        return left().getLast();
    }

    static Failure failure(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(HpcException.class, call), "it worked")
                .failure();
    }

    @Override
    public void close() {
        rest.close();
        server.stop();
    }
}
