package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How sessions are made where the guide's API is served. */
class PivotGuideTest extends PivotFixture {
    private static final TrainingRequest UNET = TrainingRequest.of("configs/unet.yaml");

    @Test
    void theGuideCreatesASessionAndStartsItOnce() {
        posts("/training/sessions", json(200, "{\"session_id\":\"sess_1\"}"));
        posts("/training/sessions/sess_1/start", aResponse().withFault(Fault.EMPTY_RESPONSE));
        gets(
                "/training/sessions/sess_1",
                json(200, "{\"status\":\"running\",\"session_name\":\"x\"}"));

        Submitted started = guide().start(ALICE, UNET.withCheckpoint("ckpt_1"));

        assertThat(started.job().state()).isEqualTo(JobState.RUNNING);
        assertThat(started.warnings()).anyMatch(words -> words.contains("was lost"));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/training/sessions"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"config_path\":\"configs/unet.yaml\",\"session_name\":\"unet\",\"tags\":[\"hpcmcp-user:alice\"],\"checkpoint_id\":\"ckpt_1\"}")));
        assertThat(left().stream().filter(line -> line.endsWith("/start"))).hasSize(1);
    }

    @Test
    void aSessionSaysWhoseAgentMadeItAndInWhichCall() {
        posts("/training/sessions", json(200, "{\"session_id\":\"sess_1\"}"));

        guide().start(
                        ALICE.with(ALICE.badge().calling("call-7", "An agent")),
                        new TrainingRequest(
                                Optional.empty(),
                                "configs/unet.yaml",
                                List.of("mine"),
                                Optional.empty(),
                                Map.of(),
                                Optional.of("hpcmcp-mark")));

        assertThat(requests().get(1).getBodyAsString())
                .contains(
                        "[\"mine\",\"hpcmcp-mark\",\"hpcmcp-user:alice\",\"hpcmcp-client:An_agent\",\"hpcmcp-call:call-7\"]");
    }

    @Test
    void aSignatureIsLeftOutWhereItIsNotTaken() {
        posts("/training/sessions", file(422, "error-422-of-the-guide-about-tags.json"));
        server.stubFor(
                post("/api/v1/training/sessions")
                        .withRequestBody(notContaining("hpcmcp-user"))
                        .willReturn(json(200, "{\"session_id\":\"sess_1\"}")));
        gets("/training/sessions/sess_1", json(200, "{\"status\":\"running\"}"));

        assertThat(guide().start(ALICE, UNET).job().jobId()).isEqualTo(new JobId("sess_1"));
        TrainingRequest crowded =
                new TrainingRequest(
                        Optional.empty(),
                        "a.yaml",
                        Collections.nCopies(20, "mine"),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty());
        guide().start(ALICE, crowded);
        assertThat(left().stream().filter(line -> line.endsWith("POST /api/v1/training/sessions")))
                .hasSize(3);
    }
}
