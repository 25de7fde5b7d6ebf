package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local cluster as one node, and its numbers. */
final class LocalGaugesTest {
    @TempDir Path directory;
    private LocalRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, 3);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Node node(Caller caller) {
        return rig.cluster.nodes(caller, NodeQuery.all()).getFirst();
    }

    private Map<String, Double> figures(MetricsKind what) {
        return rig.cluster.measure(LocalRig.ME, MetricsQuery.now(what)).figures();
    }

    @Test
    void isOneNodeThatFillsUp() {
        assertThat(node(LocalRig.ME).state()).isEqualTo(NodeState.IDLE);
        JobId wide = rig.submit(rig.script("exec sleep 1000").cores(2));
        rig.await(wide, JobState.RUNNING);
        assertThat(node(LocalRig.ME).state()).isEqualTo(NodeState.MIXED);
        rig.await(rig.submit(rig.script("exec sleep 1000")), JobState.RUNNING);

        Node full = node(LocalRig.ME);

        assertThat(full.name()).isEqualTo("localhost");
        assertThat(full.state()).isEqualTo(NodeState.ALLOCATED);
        assertThat(full.coresTotal()).contains(3);
        assertThat(full.coresAllocated()).contains(3);
        assertThat(full.jobs()).contains(wide).hasSize(2);
        assertThat(rig.cluster.nodes(LocalRig.ME, NodeQuery.named("other"))).isEmpty();
    }

    @Test
    void namesNobodyTheJobsOfOthersButCountsTheirCores() {
        rig.await(rig.submit(rig.script("exec sleep 1000")), JobState.RUNNING);

        assertThat(node(Callers.BOB).jobs()).isEmpty();
        assertThat(node(Callers.BOB).coresAllocated()).contains(1);
    }

    @Test
    void tellsItsLoad() {
        rig.await(rig.submit(rig.script("exec sleep 1000").cores(3)), JobState.RUNNING);
        rig.submit(rig.script("true"));
        rig.submit(rig.script("true").hold(true));

        assertThat(figures(MetricsKind.LOAD))
                .containsEntry("jobs_running", 1.0)
                .containsEntry("jobs_queued", 1.0)
                .containsEntry("jobs_held", 1.0)
                .containsEntry("cores_in_use", 3.0)
                .containsEntry("cores_in_use_percent", 100.0);
        assertThat(figures(MetricsKind.RESOURCES))
                .containsKeys("cores", "disk_gb_total", "disk_gb_available");
    }

    @Test
    void measuresHowWellTheCallersRunningJobsUseTheirCores() {
        assertThat(figures(MetricsKind.EFFICIENCY)).isEqualTo(Map.of("jobs_measured", 0.0));
        rig.await(rig.submit(rig.script("while :; do :; done")), JobState.RUNNING);

        Map<String, Double> busy =
                Patience.until(
                        "the job to use its core",
                        () -> figures(MetricsKind.EFFICIENCY),
                        seen -> seen.getOrDefault("core_seconds_used", 0.0) > 0);

        assertThat(busy).containsEntry("jobs_measured", 1.0);
        assertThat(busy.get("cpu_efficiency_percent")).isBetween(0.01, 150.0);
        assertThat(
                        rig.cluster
                                .measure(Callers.BOB, MetricsQuery.now(MetricsKind.EFFICIENCY))
                                .figures())
                .containsEntry("jobs_measured", 0.0);
    }

    @Test
    void keepsNoPastAndRefusesWhatItWouldHaveToLeaveOut() {
        assertThat(rig.cluster.measured(LocalRig.ME)).doesNotContain(MetricsKind.PERFORMANCE);
        for (MetricsQuery query :
                List.of(
                        query(Optional.of(Instant.EPOCH), Optional.empty(), Optional.empty()),
                        query(Optional.empty(), Optional.of("bob"), Optional.empty()),
                        query(Optional.empty(), Optional.empty(), Optional.of("gpu")),
                        new MetricsQuery(
                                MetricsKind.LOAD,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(5)),
                                Optional.empty(),
                                Optional.empty()))) {
            Failure.InvalidInput refused =
                    LocalRig.refusal(() -> rig.cluster.measure(LocalRig.ME, query));
            assertThat(refused.allowed()).isPresent();
        }
    }

    private static MetricsQuery query(
            Optional<Instant> since, Optional<String> user, Optional<String> queue) {
        return new MetricsQuery(
                MetricsKind.LOAD, since, Optional.empty(), Optional.empty(), user, queue);
    }
}
