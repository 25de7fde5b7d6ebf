package dev.hpcmcp.backend.slurm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of both families, what administrators do with them, and how busy they are. */
class SlurmNodesTest {
    private static final NodeOrder DRAIN =
            new NodeOrder(NodeOrder.Target.DRAIN, "new disks", Optional.empty());

    private final SlurmRig rig = new SlurmRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "IDLE, IDLE",
        "MIXED, MIXED",
        "ALLOCATED, ALLOCATED",
        "ALLOCATED+COMPLETING, ALLOCATED",
        "IDLE+COMPLETING, ALLOCATED",
        "IDLE+DRAIN, DRAINED",
        "ALLOCATED+DRAIN, DRAINING",
        "MIXED+DRAIN, DRAINING",
        "DOWN, DOWN",
        "DOWN+DRAIN, DOWN",
        "IDLE+NOT_RESPONDING, DOWN",
        "IDLE+POWERED_DOWN, DOWN",
        "IDLE+MAINTENANCE, RESERVED",
        "IDLE+RESERVED, RESERVED",
        "IDLE+PLANNED, IDLE",
        "SOMETHING_NEW, UNKNOWN"
    })
    void everyWordHasAState(String words, NodeState state) {
        assertThat(NodeView.state(List.of(words.split("\\+")))).isEqualTo(state);
    }

    @Test
    void bothFamiliesSayTheSameOfANode() {
        rig.on("GET", "/slurm/v0.0.38/nodes", 200, "plain-nodes");
        rig.on("GET", "/slurm/v0.0.42/nodes", 200, "typed-nodes");
        for (SlurmBackend backend : List.of(rig.plain, rig.typed)) {
            List<Node> nodes = backend.nodes(Callers.ALICE, NodeQuery.all());
            assertThat(nodes).extracting(Node::name).containsExactly("n1", "n2");
            Node first = nodes.getFirst();
            assertThat(first.state()).isEqualTo(NodeState.IDLE);
            assertThat(first.nativeState()).contains("IDLE");
            assertThat(first.queues()).containsExactly("debug", "long");
            assertThat(first.coresTotal()).contains(4);
            assertThat(first.memoryGbTotal()).contains(2.0);
            assertThat(first.features()).isEmpty();
            assertThat(first.gpusTotal()).isEmpty();
        }
    }

    @Test
    void aNodeThatDrainsSaysWhy() {
        rig.on("GET", "/slurm/v0.0.38/nodes", 200, "plain-node-draining");
        Node node = rig.plain.nodes(Callers.ALICE, NodeQuery.all()).getFirst();
        assertThat(node.state()).isEqualTo(NodeState.DRAINING);
        assertThat(node.reason()).contains("test");
        rig.on("GET", "/slurm/v0.0.38/nodes", 200, "plain-node-drained");
        assertThat(rig.plain.nodes(Callers.ALICE, NodeQuery.all()).getFirst().state())
                .isEqualTo(NodeState.DRAINED);
    }

    @Test
    void gpusAndFreeMemoryAreCounted() {
        String busy =
                SlurmRig.text("plain-node-draining")
                        .replace("\"gres\": \"\"", "\"gres\": \"gpu:a100:4(S:0-1),gpu:t4:1\"")
                        .replace(
                                "\"gres_used\": \"\"",
                                "\"gres_used\": \"gpu:a100:3(IDX:0-2),gpu:t4:0(IDX:N/A)\"")
                        .replace("\"alloc_memory\": 0", "\"alloc_memory\": 512");
        rig.on("GET", "/slurm/v0.0.38/nodes", aResponse().withBody(busy));
        Node node = rig.plain.nodes(Callers.ALICE, NodeQuery.all()).getFirst();
        assertThat(node.gpusTotal()).contains(5);
        assertThat(node.gpusAllocated()).contains(3);
        assertThat(node.memoryGbFree()).contains(1.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n1|n1",
                "n[1-3]|n1 n2 n3",
                "n[01-02,07],gpu2|n01 n02 n07 gpu2",
                "r[1-2]n[1-2]|r1n1 r1n2 r2n1 r2n2",
                "n[a-b]|n[a-b]",
                "n[1-99999999]|n[1-99999999]"
            })
    void shortFormsOfManyNamesAreSpelledOut(String text, String names) {
        assertThat(NodeNames.expanded(text)).containsExactly(names.split(" "));
    }

    @Test
    void anAdministratorDrainsANodeAndSeesWhoseJobsRunThere() {
        rig.on("GET", "/slurm/v0.0.42/nodes", 200, "typed-nodes");
        String bobs =
                SlurmRig.text("typed-job-running")
                        .replace("\"alice\"", "\"bob\"")
                        .replaceAll("\"nodes\": \"n\\d\"", "\"nodes\": \"n[1-2]\"");
        rig.on("GET", "/slurm/v0.0.42/jobs", aResponse().withBody(bobs));
        rig.on("POST", "/slurm/v0.0.42/node/n1", 200, "typed-delete-done");
        Node node = rig.typed.order(Callers.ALICE, "n1", DRAIN);
        assertThat(node.jobs()).containsExactly(new JobId("14"));
        assertThat(rig.left())
                .filteredOn(call -> call.getMethod().getName().equals("POST"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.getBodyAsString())
                                .isEqualTo("{\"state\":[\"DRAIN\"],\"reason\":\"new disks\"}"));
    }

    @Test
    void othersAreToldThatTheyMayNot() {
        rig.on("GET", "/slurm/v0.0.42/nodes", 200, "typed-nodes");
        rig.on("GET", "/slurm/v0.0.42/jobs", aResponse().withBody("{\"jobs\":[]}"));
        rig.on("POST", "/slurm/v0.0.42/node/n1", 500, "typed-update-refused");
        assertThat(SlurmRig.failure(() -> rig.typed.order(Callers.ALICE, "n1", DRAIN)))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void aVersionWithoutTheCallSaysSoAndNothingElseIsTried() {
        rig.on("GET", "/slurm/v0.0.38/nodes", 200, "plain-nodes");
        rig.on("GET", "/slurm/v0.0.38/jobs", aResponse().withBody("{\"jobs\":[]}"));
        rig.on(
                "POST",
                "/slurm/v0.0.38/node/n1",
                aResponse().withStatus(405).withBody("Requested REST method is not defined"));
        assertThat(SlurmRig.failure(() -> rig.plain.order(Callers.ALICE, "n1", DRAIN)))
                .isInstanceOfSatisfying(
                        Failure.NotSupported.class,
                        why -> assertThat(why.nearest().orElseThrow()).contains("scontrol"));
        assertThat(SlurmRig.failure(() -> rig.plain.order(Callers.ALICE, "n9", DRAIN)))
                .isEqualTo(new Failure.NotFound("node", "n9"));
        NodeOrder timed =
                new NodeOrder(NodeOrder.Target.DRAIN, "x", Optional.of(Duration.ofMinutes(5)));
        assertThat(SlurmRig.failure(() -> rig.plain.order(Callers.ALICE, "n1", timed)))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void loadIsCountedFromTheNodesAndTheController() {
        rig.on("GET", "/slurm/v0.0.38/nodes", 200, "plain-nodes");
        String busy =
                SlurmRig.text("plain-diag")
                        .replaceFirst(
                                "\"jobs_running\": 0",
                                "\"jobs_running\": 7, \"dbd_agent_queue_size\": 5000");
        rig.on("GET", "/slurm/v0.0.38/diag", aResponse().withBody(busy));
        MetricsReading load = rig.plain.measure(Callers.ALICE, MetricsQuery.now(MetricsKind.LOAD));
        assertThat(load.figures())
                .containsEntry("jobs_running", 7.0)
                .containsEntry("nodes_total", 2.0)
                .containsEntry("nodes_available", 2.0)
                .containsEntry("cores_total", 8.0)
                .containsEntry("cores_percent", 0.0)
                .doesNotContainKey("gpus_total");
        assertThat(load.warnings()).singleElement().asString().contains("accounting is behind");
        assertThat(load.raw().orElseThrow()).contains("jobs_running");
        assertThat(
                        SlurmRig.failure(() ->
                                rig.plain.measure(
                                        Callers.ALICE, MetricsQuery.now(MetricsKind.RESOURCES))))
                .isInstanceOf(Failure.NotSupported.class);
    }
}
