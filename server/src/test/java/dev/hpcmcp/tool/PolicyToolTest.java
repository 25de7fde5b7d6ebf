package dev.hpcmcp.tool;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.policy.Ceiling;
import dev.hpcmcp.guard.policy.Policing;
import dev.hpcmcp.guard.policy.Policy;
import dev.hpcmcp.guard.policy.Rules;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What agents hear of a policy, with tools as they are and no store. */
class PolicyToolTest {
    private final FakeBackend lab = new FakeBackend("lab");
    private final FakeBackend here = new FakeBackend("here");

    private Toolbox under(Rules rules) {
        Policy policy = rules.alone();
        Policing policing =
                new Policing(
                        () -> policy,
                        () -> {
                            throw new AssertionError("nothing adds up here");
                        },
                        _ -> Optional.empty(),
                        Clock.systemUTC());
        Backends backends =
                new Backends(
                        List.of(lab, here),
                        backend -> policing.over(backend, backend),
                        policing::opens);
        return Toolboxes.over(
                backends,
                new Access(Toolset.usual(), false, backends),
                new Watcher(_ -> Manners.USUAL),
                Clock.systemUTC());
    }

    private static Answer call(Toolbox tools, String tool, Map<String, Object> arguments) {
        return tools.call(Callers.ALICE, tool, arguments, Client.SILENT);
    }

    @Test
    void replicasAreCountedBeforeTheFirstOfThemIsSubmitted() {
        Toolbox tools = under(rule().most(Ceiling.REPLICAS, 3));
        Map<String, Object> three =
                Map.of("cluster", "lab", "command", List.of("true"), "replicas", 3);
        Map<String, Object> four =
                Map.of("cluster", "lab", "command", List.of("true"), "replicas", 4);
        assertThat(call(tools, "submit_job", four).text())
                .isEqualTo(
                        "over_budget: over the limit each-job.replicas: 3 for alice; asked for: 4."
                                + " This does not pass with time: ask for at most 3.");
        assertThat(lab.calls("submit")).isEmpty();
        assertThat(call(tools, "submit_job", three).failed()).isFalse();
        assertThat(lab.calls("submit")).hasSize(3);
    }

    @Test
    void aDryRunOfReplicasIsToldTheSame() {
        Map<String, Object> four =
                Map.of(
                        "cluster",
                        "lab",
                        "command",
                        List.of("true"),
                        "replicas",
                        4,
                        "dry_run",
                        true);
        assertThat(call(under(rule().most(Ceiling.REPLICAS, 3)), "submit_job", four).text())
                .contains("each-job.replicas: 3 for alice; asked for: 4");
    }

    @Test
    void whatIsBoundedIsToldBeforehandWhereItIs() {
        Toolbox tools = under(rule().on("lab").most(Ceiling.CORES, 16));
        assertThat(call(tools, "get_cluster", Map.of("cluster", "lab")).text())
                .contains("limits_left:\n  max_cores: 16");
        assertThat(call(tools, "get_cluster", Map.of("cluster", "here")).text())
                .doesNotContain("limits_left");
    }

    @Test
    void aClusterThatIsTakenAwayIsNeitherThereNorNeedsToBeChosenFrom() {
        Toolbox tools = under(rule().clusters("here"));
        assertThat(call(tools, "list_clusters", Map.of()).text()).doesNotContain("lab");
        Answer submitted = call(tools, "submit_job", Map.of("command", List.of("true")));
        assertThat(submitted.failed()).isFalse();
        assertThat(here.calls("submit")).hasSize(1);
        assertThat(call(tools, "get_cluster", Map.of("cluster", "lab")).text())
                .isEqualTo(
                        "invalid_input: cluster: there is no cluster of that name. Allowed: here.");
    }
}
