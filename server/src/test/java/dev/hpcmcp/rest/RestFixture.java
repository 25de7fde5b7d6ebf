package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A cluster called "lab" that answers what it is told to, and a way to call it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestFixture {
    final WireMockServer server = new WireMockServer(options().dynamicPort().gzipDisabled(true));
    FakePace time = new FakePace();
    Rest rest = new Rest(time.pace());

    @BeforeAll
    void startServer() {
        server.start();
    }

    @AfterAll
    void stopServer() {
        server.stop();
    }

    @BeforeEach
    void startAfresh() {
        server.resetAll();
        time = new FakePace();
        rest = new Rest(time.pace());
    }

    @AfterEach
    void closeClient() {
        rest.close();
    }

    Endpoint lab() {
        return Endpoint.of("lab", server.baseUrl()).within(Duration.ofSeconds(10));
    }

    Url jobs() {
        return lab().at("jobs");
    }

    void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(answer));
    }

    /** The requests that left, oldest first. */
    List<Request> left() {
        return server.getAllServeEvents().reversed().stream()
                .map(ServeEvent::getRequest)
                .map(Request.class::cast)
                .toList();
    }
}
