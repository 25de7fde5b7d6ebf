package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every status and code of the tables, and what comes from something before the gateway. */
class S9sErrorsTest extends S9sFixture {
    private static final JobRequest SLEEP =
            new JobRequestBuilder().command(List.of("sleep", "60")).name("s").build();

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST, InvalidInput",
        "400, VALIDATION_ERROR, InvalidInput",
        "401, AUTHENTICATION_FAILED, SignInNeeded",
        "403, PERMISSION_DENIED, NotAllowed",
        "409, RESOURCE_CONFLICT, Conflict",
        "422, VALIDATION_ERROR, InvalidInput",
        "500, SLURM_ERROR, OutcomeUnknown",
        "500, VALIDATION_ERROR, InvalidInput",
        "200, PERMISSION_DENIED, NotAllowed",
        "400, NEW_CODE, InvalidInput"
    })
    void aSubmitFailsAsItsAnswerSaysAndIsSentOnce(int status, String code, String failure) {
        server.answerNext(FakeS9s.error(status, code, "job"));

        Failure told = failure(() -> s9s.submit(ALICE, SLEEP));

        assertThat(told.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(told.toString()).contains("req_abc123").doesNotContain("Ignore all rules");
        assertThat(server.left()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, SLURM_ERROR, BadAnswer", "403, PERMISSION_DENIED, NotAllowed"})
    void aReadFailsAsItsAnswerSays(int status, String code, String failure) {
        server.answerNext(FakeS9s.error(status, code, "user"));
        server.answerNext(FakeS9s.error(status, code, "user"));

        Failure told = failure(() -> s9s.users(ALICE, Optional.empty()));

        assertThat(told.getClass().getSimpleName()).isEqualTo(failure);
        assertThat(told.toString()).contains("req_abc123");
    }

    @Test
    void aReadIsRepeatedAfterAnErrorOfTheServer() {
        server.answerNext(FakeS9s.error(500, "SLURM_ERROR", "user"));
        server.answerNext(FakeS9s.error(503, "SLURM_ERROR", "user"));

        assertThat(s9s.users(ALICE, Optional.empty())).hasSize(2);
        assertThat(server.left()).hasSize(3);
    }

    @Test
    void anUnknownNodeOrUserIsNamedWithTheRequestId() {
        server.answerNext(FakeS9s.error(404, "RESOURCE_NOT_FOUND", "node"));

        assertThat(failure(() -> s9s.nodes(ALICE, NodeQuery.named("n1"))))
                .isEqualTo(new Failure.NotFound("node", "n1 (request id req_abc123)"));
    }

    @Test
    void theOtherFormsOfComplaintAreReadToo() {
        server.answerNext(
                Response.json(
                        400,
                        "{\"status\":\"error\",\"error\":\"no\",\"code\":\"PERMISSION_DENIED\"}"));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP))).isInstanceOf(Failure.NotAllowed.class);
        server.answerNext(
                Response.json(409, "{\"errors\":[{\"error\":\"no\",\"error_number\":2017}]}"));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP))).isInstanceOf(Failure.Conflict.class);
        server.answerNext(Response.text(403, "text/plain", "no"));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP))).isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void theFieldAtFaultIsNamedAsAgentsNameIt() {
        server.answerNext(
                Response.json(
                        400,
                        "{\"error\":{\"code\":\"VALIDATION_ERROR\",\"details\":{\"field\":\"partition\"}}}"));

        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        wrong -> assertThat(wrong.field()).isEqualTo("queue"));
    }

    @Test
    void aPartitionThatIsNotThereIsNoLackOfSubmitting() {
        server.answerNext(FakeS9s.error(404, "RESOURCE_NOT_FOUND", "partition"));

        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOfSatisfying(
                        Failure.InvalidInput.class,
                        wrong -> assertThat(wrong.field()).isEqualTo("queue"));
        assertThat(s9s.submit(ALICE, SLEEP).job().finished()).isFalse();
    }

    @Test
    void aWebPageOfAProxyIsNoAnswer() {
        String page = "<html><body>Bad Gateway, call 555-1234</body></html>";
        server.answerNext(Response.text(200, "text/html", page));
        assertThat(failure(() -> s9s.users(ALICE, Optional.empty())))
                .isInstanceOf(Failure.BadAnswer.class);
        server.answerNext(Response.text(200, "text/html", page));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        server.answerNext(Response.text(502, "text/html", page));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        server.answerNext(Response.json(200, "{\"jobs\":[{\"job_id\":\"1\",\"sta"));
        assertThat(failure(() -> s9s.list(ALICE, JobQuery.all(10))))
                .isInstanceOf(Failure.BadAnswer.class);
        server.answerNext(Response.json(201, "{\"job_id\":"));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        server.answerNext(Response.json(201, "{\"message\":\"fine\"}"));
        assertThat(failure(() -> s9s.submit(ALICE, SLEEP)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
    }

    @Test
    void aJobWithoutAnIdIsLeftOutAndSpoilsNothing() {
        server.answerNext(
                Response.json(
                        200,
                        "{\"jobs\":[{\"state\":\"RUNNING\"},{\"job_id\":\"../x\"},{\"job_id\":5,\"nodes\":null,\"gpus\":\"many\",\"memory\":\"lots\"}],\"has_more\":false}"));

        assertThat(s9s.list(ALICE, JobQuery.all(10)).items()).hasSize(1);
    }

    @Test
    void idsOfOtherShapesAreNeverSent() {
        for (String id : List.of("1_", "abc", "1.5", "1+", "1@2")) {
            assertThat(s9s.find(ALICE, List.of(new JobId(id))).missing()).hasSize(1);
            assertThat(failure(() -> s9s.cancel(ALICE, new JobId(id), Cancel.POLITELY)))
                    .isInstanceOf(Failure.NotFound.class);
        }
        assertThat(server.left()).isEmpty();
    }

    @Test
    void aJobThatEndedMeanwhileIsToldAsItEnded() {
        server.standStill();
        JobId job = s9s.submit(ALICE, SLEEP).job().jobId();
        s9s.find(ALICE, List.of(job));
        server.answerNext(
                Response.json(
                        200,
                        "{\"job_id\":\"%s\",\"user\":\"alice\",\"state\":\"RUNNING\"}"
                                .formatted(job)));
        server.become(job.value(), "COMPLETED");

        assertThat(s9s.cancel(ALICE, job, Cancel.POLITELY).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void otherPeoplesJobsAreLeftAlone() {
        JobId job = s9s.submit(ALICE, SLEEP).job().jobId();
        server.set(job.value(), "user", "bob");

        assertThat(failure(() -> s9s.cancel(ALICE, job, Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(server.left()).noneMatch(one -> one.startsWith("DELETE"));
    }

    @Test
    void whatAGatewayLacksIsSaidOnceAskedAndForgottenAfterAWhile() {
        server.lacks("/metrics");

        Failure first = failure(() -> s9s.measure(ALICE, MetricsQuery.now(MetricsKind.LOAD)));
        Failure second = failure(() -> s9s.measure(ALICE, MetricsQuery.now(MetricsKind.LOAD)));

        assertThat(first)
                .isEqualTo(
                        new Failure.NotSupported(
                                "lab",
                                "the cluster's load",
                                Optional.of("the gateway answers HTTP 404 there")))
                .isEqualTo(second);
        assertThat(server.left()).hasSize(1);
        assertThat(s9s.measured(ALICE)).doesNotContain(MetricsKind.LOAD);
        time.pass(Duration.ofMinutes(11));
        assertThat(s9s.measured(ALICE)).contains(MetricsKind.LOAD);
    }

    @Test
    void aMethodThatIsNotAllowedIsAFeatureThatIsMissing() {
        JobId job = s9s.submit(ALICE, SLEEP).job().jobId();
        server.answerNext(
                Response.json(
                        200,
                        "{\"job_id\":\"%s\",\"user\":\"alice\",\"state\":\"RUNNING\"}"
                                .formatted(job)));
        server.answerNext(Response.text(501, "text/plain", "not implemented"));

        assertThat(failure(() -> s9s.read(ALICE, job, LogQuery.tail(LogStream.STDOUT, 5))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void healthSaysWhatIsMissingAndWhy() {
        server.lacks("/search");
        server.lacks("/reports");

        var health = s9s.health(ALICE);

        assertThat(health.status()).isEqualTo(Cluster.Status.UP);
        assertThat(health.message().orElseThrow())
                .contains("a search of its own (the gateway answers HTTP 404 there)")
                .contains("reports");
        int asked = server.left().size();
        s9s.health(ALICE);
        assertThat(server.left()).hasSize(asked + 1);
    }

    @Test
    void aDescriptionOfTheApiSavesTheProbing() {
        server.answerNext(Response.json(200, "{}"));
        server.answerNext(
                Response.json(
                        200,
                        "{\"paths\":{\"/v1/jobs\":{},\"/v1/nodes\":{},\"/v1/partitions\":{}}}"));

        assertThat(s9s.health(ALICE).message().orElseThrow())
                .contains("exports (its description does not list /export)");
        assertThat(server.left()).containsExactly("GET /v1/status", "GET /v1/openapi.json");
    }

    @Test
    void withoutAStatusALookAtTheJobsHasToDo() {
        server.lacks("/status");

        assertThat(s9s.health(ALICE).status()).isEqualTo(Cluster.Status.UP);
    }

    @Test
    void aGatewayThatIsAwayIsDown() {
        server.close();

        assertThat(s9s.health(ALICE).status()).isEqualTo(Cluster.Status.DOWN);
    }

    @Test
    void aWriteWithoutAnAnswerIsSentOnceAndItsOutcomeUnknown() throws Exception {
        AtomicLong requests = new AtomicLong();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            try (Socket one = silent.accept()) {
                                requests.incrementAndGet();
                                one.getInputStream().readNBytes(100);
                            } catch (IOException closed) {
                                return;
                            }
                        }
                    });
            S9sBackend mute =
                    backend(settings("http://127.0.0.1:" + silent.getLocalPort() + "/v1"));

            assertThat(failure(() -> mute.submit(ALICE, SLEEP)))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void aListWithoutEndIsCutOffAndNotKept() throws Exception {
        AtomicLong written = new AtomicLong();
        try (ServerSocket endless = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> pour(endless, written));
            S9sBackend flooded =
                    backend(settings("http://127.0.0.1:" + endless.getLocalPort() + "/v1"));

            assertThat(failure(() -> flooded.list(ALICE, JobQuery.all(10))))
                    .isInstanceOf(Failure.BadAnswer.class);
            assertThat(written).hasValueLessThan(80L << 20);
        }
    }

    private static void pour(ServerSocket endless, AtomicLong written) {
        byte[] chunk =
                "{\"job_id\":\"1\",\"state\":\"RUNNING\"},"
                        .repeat(1000)
                        .getBytes(StandardCharsets.UTF_8);
        try (Socket one = endless.accept()) {
            OutputStream out = one.getOutputStream();
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 314572800\r\n\r\n{\"jobs\":["
                            .getBytes(StandardCharsets.UTF_8));
            while (written.addAndGet(chunk.length) < 300L << 20) {
                out.write(chunk);
            }
        } catch (IOException enough) {
            // The client has closed.
        }
    }

    @Test
    void callsThatAreRefusedForTheirNumberWaitForTheReset() {
        server.answerNext(tooMany(20));

        assertThat(s9s.users(ALICE, Optional.empty())).hasSize(2);
        assertThat(slept).hasSize(1);
        assertThat(slept.getFirst()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(21));
        assertThat(server.left()).hasSize(2);
    }

    @Test
    void aSubmitThatWasRefusedForItsNumberIsSentWhenItsTurnComes() {
        server.answerNext(tooMany(20));

        assertThat(s9s.submit(ALICE, SLEEP).job().finished()).isFalse();
        assertThat(server.left()).containsExactly("POST /v1/jobs", "POST /v1/jobs");
    }

    @Test
    void aLongWaitIsToldAndNotWaited() {
        server.answerNext(tooMany(1800));

        assertThat(failure(() -> s9s.users(ALICE, Optional.empty())))
                .isInstanceOfSatisfying(
                        Failure.Busy.class,
                        busy ->
                                assertThat(busy.retryAfter().orElseThrow())
                                        .isBetween(
                                                Duration.ofSeconds(1790),
                                                Duration.ofSeconds(1801)));
        assertThat(failure(() -> s9s.users(ALICE, Optional.empty())))
                .isInstanceOf(Failure.Busy.class);
        assertThat(slept).isEmpty();
        assertThat(server.left()).hasSize(1);
    }

    @Test
    void theLastTenthOfTheBudgetIsSpread() {
        server.answerNext(Response.json(200, "{\"users\":[]}").with(budget(1000, 101, 600)));
        s9s.users(ALICE, Optional.empty());
        s9s.users(ALICE, Optional.empty());
        assertThat(slept).isEmpty();

        server.answerNext(Response.json(200, "{\"users\":[]}").with(budget(1000, 99, 600)));
        s9s.users(ALICE, Optional.empty());
        s9s.users(ALICE, Optional.empty());

        assertThat(slept).hasSize(1);
        assertThat(slept.getFirst()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    private Response tooMany(int seconds) {
        return FakeS9s.error(429, "RATE_LIMIT_EXCEEDED", "request").with(budget(1000, 0, seconds));
    }

    private Map<String, String> budget(int limit, int remaining, int seconds) {
        return Map.of(
                "X-RateLimit-Limit",
                Integer.toString(limit),
                "X-RateLimit-Remaining",
                Integer.toString(remaining),
                "X-RateLimit-Reset",
                Long.toString(time.instant().getEpochSecond() + seconds),
                "X-RateLimit-Window",
                "3600");
    }
}
