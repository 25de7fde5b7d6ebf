package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sees the tools about a whole cluster, and what the others are told. */
class SiteAccessTest {
    private static final Set<Toolset> ALL = EnumSet.allOf(Toolset.class);

    private final FakeBackend fake = new FakeBackend("fake");

    @ParameterizedTest
    @CsvSource({
        "get_metrics, metrics:read, monitoring, metrics, true",
        "list_nodes, clusters:read, monitoring, nodes, true",
        "search, jobs:read, monitoring, jobs, true",
        "export_jobs, reports:write, reports, jobs, false",
        "create_report, reports:write, reports, reports, false",
        "set_node_state, admin, admin, node_control, false",
        "list_users, admin, admin, users, true"
    })
    void isThereForWhoMayAndExplainedToTheOthers(
            String tool, String scope, String toolset, String port, boolean readOnly) {
        EnumSet<Scope> others = EnumSet.complementOf(EnumSet.of(Scope.parse(scope)));
        Caller without = new Caller("bob", others, Optional.empty());
        Set<Toolset> off = EnumSet.allOf(Toolset.class);
        off.removeIf(set -> set.name().equalsIgnoreCase(toolset));
        Backend bare = fake.offering(Images.class);

        assertThat(visible(Agent.with(Callers.ALICE, ALL, false, fake), tool)).isTrue();
        assertThat(visible(Agent.with(Callers.ALICE, ALL, true, fake), tool)).isEqualTo(readOnly);
        hidden(Agent.with(without, ALL, false, fake), tool, "not_allowed", scope);
        hidden(Agent.with(Callers.ALICE, off, false, fake), tool, "not_allowed", toolset);
        hidden(Agent.with(Callers.ALICE, ALL, false, bare), tool, "not_supported", port);
        assertThat(fake.calls()).isEmpty();
    }

    private static void hidden(Agent agent, String tool, String code, String why) {
        assertThat(visible(agent, tool)).isFalse();
        assertThat(agent.refused(tool, "{}")).startsWith(code).contains(why);
    }

    private static boolean visible(Agent agent, String tool) {
        return agent.tools.visible(agent.caller).stream()
                .anyMatch(published -> published.name().equals(tool));
    }
}
