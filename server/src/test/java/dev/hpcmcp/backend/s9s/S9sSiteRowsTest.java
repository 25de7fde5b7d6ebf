package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Request;
import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.port.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Each row of the API that is about a cluster as a whole: the request that leaves, and what is
 * read.
 */
class S9sSiteRowsTest extends S9sFixture {
    private Request last() {
        return server.requests().getLast();
    }

    private JsonNode lastBody() {
        return FakeS9s.JSON.readTree(last().body());
    }

    private JsonNode body(String method, String path) {
        return server.requests().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .map(one -> FakeS9s.JSON.readTree(one.body()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void listsNodesWithEveryFilter() {
        List<Node> nodes = s9s.nodes(ALICE, NodeQuery.all());

        assertThat(nodes).extracting(Node::name).containsExactly("node001", "node002", "node003");
        assertThat(nodes)
                .extracting(Node::state)
                .containsExactly(NodeState.MIXED, NodeState.DRAINED, NodeState.DRAINING);
        assertThat(nodes.getFirst().memoryGbFree()).contains(64.0);
        assertThat(nodes.get(1).coresTotal()).contains(32);
        assertThat(nodes.get(2).features()).containsExactly("bigmem", "avx");
        assertThat(nodes.get(2).memoryGbTotal()).contains(256.0);
        s9s.nodes(
                ALICE,
                new NodeQuery(
                        List.of(NodeState.IDLE),
                        Optional.of("gpu"),
                        List.of("cuda", "gpu"),
                        Optional.of(true),
                        Optional.empty()));
        assertThat(last().query())
                .isEqualTo("state=IDLE&partition=gpu&features=cuda%2Cgpu&available=true");
    }

    @Test
    void readsOneNodeAndNeverSendsBrackets() {
        assertThat(s9s.nodes(ALICE, NodeQuery.named("node001"))).hasSize(1);
        assertThat(last().path()).isEqualTo("/v1/nodes/node001");
        assertThat(failure(() -> s9s.nodes(ALICE, NodeQuery.named("node[01-04]"))))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(failure(() -> s9s.nodes(ALICE, NodeQuery.named("../users"))))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void drainsWithATimeoutResumesAndTakesDown() {
        order(NodeOrder.Target.DRAIN, Optional.of(Duration.ofHours(2)));
        assertThat(body("PUT", "/v1/nodes/node001/drain"))
                .isEqualTo(FakeS9s.JSON.readTree("{\"reason\":\"why\",\"timeout\":\"2h\"}"));
        order(NodeOrder.Target.RESUME, Optional.empty());
        assertThat(server.left()).contains("PUT /v1/nodes/node001/resume");
        order(NodeOrder.Target.DOWN, Optional.empty());
        assertThat(body("PUT", "/v1/nodes/node001/state"))
                .isEqualTo(FakeS9s.JSON.readTree("{\"state\":\"DOWN\",\"reason\":\"why\"}"));
        assertThat(
                        failure(() ->
                                s9s.order(
                                        ALICE,
                                        "node001",
                                        new NodeOrder(
                                                NodeOrder.Target.RESUME,
                                                "why",
                                                Optional.of(Duration.ofMinutes(5))))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    private void order(NodeOrder.Target target, Optional<Duration> timeout) {
        server.answerNext(Response.text(204, "text/plain", ""));
        assertThat(s9s.order(ALICE, "node001", new NodeOrder(target, "why", timeout)).name())
                .isEqualTo("node001");
    }

    @Test
    void listsUsersAndOneOfThem() {
        var users = s9s.users(ALICE, Optional.empty());

        assertThat(users).hasSize(2);
        assertThat(users.getFirst().cpuHours()).contains(1247.0);
        assertThat(users.getFirst().associations().getFirst().qos())
                .containsExactly("normal", "high");
        assertThat(users.get(1).adminLevel()).contains("administrator");
        assertThat(s9s.users(ALICE, Optional.of("alice"))).hasSize(1);
        assertThat(last().path()).isEqualTo("/v1/users/alice");
    }

    @Test
    void describesPartitionsProjectsAndLoad() {
        var details = s9s.describe(ALICE);

        assertThat(details.queues())
                .extracting(queue -> queue.name())
                .containsExactly("gpu", "normal");
        assertThat(details.queues().getFirst().maxWallTimeSeconds()).contains(7 * 86_400L);
        assertThat(details.queues().getFirst().coresIdle()).contains(268);
        assertThat(details.queues().getFirst().gpusTotal()).contains(8);
        assertThat(details.queues().get(1).maxWallTimeSeconds()).isEmpty();
        assertThat(details.projects().getFirst().name()).isEqualTo("research");
        assertThat(details.load().orElseThrow().jobsRunning()).contains(1247);
        int asked = server.left().size();
        s9s.describe(ALICE);
        assertThat(server.left()).hasSize(asked);
        time.pass(Duration.ofSeconds(16));
        s9s.describe(ALICE);
        assertThat(server.left()).hasSize(2 * asked);
    }

    @Test
    void tellsNumbersWithTheirUnits() {
        var load = s9s.measure(ALICE, MetricsQuery.now(MetricsKind.LOAD));

        assertThat(load.figures())
                .containsEntry("cpu_percent", 78.5)
                .containsEntry("gpu_percent", 84.7)
                .containsEntry("jobs_running", 1247.0)
                .containsEntry("nodes_idle", 45.0)
                .containsEntry("wait_seconds_mean", 754.0)
                .containsEntry("wait_seconds_max", 8100.0);
    }

    @Test
    void tellsPerformanceOverTimeOldestFirst() {
        var reading =
                s9s.measure(
                        ALICE,
                        new MetricsQuery(
                                MetricsKind.PERFORMANCE,
                                Optional.of(Instant.parse("2026-02-05T00:00:00Z")),
                                Optional.of(Instant.parse("2026-02-06T00:00:00Z")),
                                Optional.of(Duration.ofMinutes(30)),
                                Optional.empty(),
                                Optional.empty()));

        assertThat(last().query())
                .isEqualTo(
                        "start_time=2026-02-05T00%3A00%3A00Z&end_time=2026-02-06T00%3A00%3A00Z&interval=1h");
        assertThat(reading.series()).hasSize(2);
        assertThat(reading.series().getFirst().figures()).containsEntry("wait_seconds_mean", 720.0);
        assertThat(reading.figures()).containsEntry("cpu_percent", 80.0);
    }

    @Test
    void tellsEveryNumberOfAnEfficiencyNobodyDescribed() {
        var reading =
                s9s.measure(
                        ALICE,
                        new MetricsQuery(
                                MetricsKind.EFFICIENCY,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("alice"),
                                Optional.of("gpu"),
                                Optional.of(Duration.ofMinutes(90))));

        assertThat(last().query()).isEqualTo("user=alice&partition=gpu&min_runtime=90m");
        assertThat(reading.figures())
                .containsEntry("overall.cpu_efficiency", 0.71)
                .containsEntry("overall.jobs", 12.0);
        assertThat(s9s.measured(ALICE))
                .isEqualTo(
                        Set.of(MetricsKind.LOAD, MetricsKind.PERFORMANCE, MetricsKind.EFFICIENCY));
    }

    @Test
    void searchesInThePluralAndReadsTheSingular() {
        var hits = s9s.search(ALICE, new SearchQuery("alice gpu", Optional.of(Hit.Kind.JOBS), 20));

        assertThat(last().query()).isEqualTo("q=alice%20gpu&type=jobs&limit=20");
        assertThat(hits).extracting(Hit::id).containsExactly("12345");
        assertThat(s9s.search(ALICE, new SearchQuery("x", Optional.empty(), 20)))
                .extracting(Hit::id)
                .containsExactly("12345", "gpu001");
    }

    @Test
    void exportsFollowsAndFetches() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        Optional<Long> rows =
                s9s.export(
                        ALICE,
                        new ExportRequest(
                                ExportFormat.CSV,
                                List.of(),
                                List.of(Outcome.SUCCEEDED),
                                Optional.empty(),
                                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                Optional.empty(),
                                List.of("job_id", "queue")),
                        file);

        assertThat(rows).contains(2L);
        assertThat(file.toString(StandardCharsets.UTF_8)).startsWith("job_id,state");
        JsonNode sent = body("POST", "/v1/export");
        assertThat(sent.path("type").asString()).isEqualTo("jobs");
        assertThat(sent.path("format").asString()).isEqualTo("csv");
        assertThat(sent.path("filter").path("user").asString()).isEqualTo("alice");
        assertThat(sent.path("filter").path("state").asString()).isEqualTo("COMPLETED");
        assertThat(sent.path("filter").path("start_time").asString())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(sent.path("fields").toString()).isEqualTo("[\"job_id\",\"partition\"]");
        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void neverFetchesAnExportFromAnotherHost() throws Exception {
        try (FakeS9s other = new FakeS9s()) {
            server.answerNext(
                    Response.json(
                            202,
                            "{\"export_id\":\"exp_1\",\"status\":\"completed\",\"download_url\":\"%s/steal\"}"
                                    .formatted(other.url())));
            ByteArrayOutputStream file = new ByteArrayOutputStream();

            s9s.export(ALICE, everything(), file);

            assertThat(other.left()).isEmpty();
            assertThat(last().path()).isEqualTo("/v1/exports/exp_1/download");
            assertThat(file.size()).isPositive();
        }
    }

    @Test
    void anExportThatFailedIsNoEmptyTable() {
        server.answerNext(Response.json(202, "{\"export_id\":\"exp_1\",\"status\":\"failed\"}"));

        assertThat(failure(() -> s9s.export(ALICE, everything(), new ByteArrayOutputStream())))
                .isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void leavesAnExportThatItCannotNameExactlyToWhoeverReadsTheList() {
        for (JobState state : List.of(JobState.QUEUED, JobState.HELD, JobState.FINISHED)) {
            ExportRequest request =
                    new ExportRequest(
                            ExportFormat.CSV,
                            List.of(state),
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of());

            assertThat(failure(() -> s9s.export(ALICE, request, new ByteArrayOutputStream())))
                    .as(state.name())
                    .isInstanceOf(Failure.NotSupported.class);
        }
    }

    private static ExportRequest everything() {
        return new ExportRequest(
                ExportFormat.CSV,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void sendsReportsOnlyToAddressesThatAreAllowed() {
        S9sBackend strict =
                backend(settings(server.url()).withReportRecipients(Set.of("Admin@example.org")));

        assertThat(failure(() -> strict.order(ALICE, report("evil@example.net"))))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(server.left()).isEmpty();
        server.answerNext(Response.json(202, "{\"report_id\":\"rep_2\",\"status\":\"queued\"}"));
        assertThat(strict.order(ALICE, report("admin@example.org")).id()).contains("rep_2");
        assertThat(lastBody())
                .isEqualTo(
                        FakeS9s.JSON.readTree(
                                """
                                {"type":"utilization","format":"pdf","parameters":{"period":"month",
                                 "start_date":"2026-01-01","end_date":"2026-01-31","partitions":["gpu"],
                                 "include_charts":true},
                                 "delivery":{"method":"email","email":"admin@example.org"}}\
                                """));
        assertThat(s9s.reports(ALICE).getFirst().id()).contains("rep_1");
    }

    private static ReportRequest report(String address) {
        return new ReportRequest(
                "utilization",
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 1, 31),
                List.of("gpu"),
                true,
                Optional.of(address));
    }
}
