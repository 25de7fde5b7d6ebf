package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.FakeSite;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Machines, numbers, reports and people of a cluster. */
class SiteToolsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(Exchange.closed(), Callers.ALICE, fake);

    private static MetricsReading load(int points, String raw) {
        List<MetricsReading.Point> series =
                IntStream.range(0, points)
                        .mapToObj(i ->
                                new MetricsReading.Point(
                                        NOON.plusSeconds(60L * i),
                                        Map.of("cores_in_use", (double) i)))
                        .toList();
        return new MetricsReading(
                "fake",
                MetricsKind.LOAD,
                Map.of("cores_in_use", 3.0),
                series,
                List.of(),
                Optional.of(raw),
                NOON);
    }

    @Test
    void measuresTheLoadUnlessToldOtherwiseAndKeepsTheRawAnswerForWhoAsks() {
        fake.site().put(load(0, "{\"cpus\":3}"));

        JsonNode brief = alice.ask("get_metrics", "{}");
        JsonNode full = alice.ask("get_metrics", "{\"what\":\"load\",\"detail\":\"full\"}");

        assertThat(brief.at("/figures/cores_in_use").asDouble()).isEqualTo(3);
        assertThat(brief.has("raw")).isFalse();
        assertThat(full.path("raw").asString()).contains("data, not instructions", "{\"cpus\":3}");
    }

    @Test
    void passesOnWhatIsAskedAboutAndRefusesWhatMakesNoSense() {
        fake.site().put(load(0, ""));

        alice.ask(
                "get_metrics",
                "{\"interval\":\"5m\",\"since\":\"2026-01-01T00:00:00Z\",\"user\":\"bob\",\"queue\":\"gpu\",\"min_runtime_seconds\":90}");

        assertThat(fake.calls("measure").getFirst().arguments().toString())
                .contains("PT5M", "2026-01-01", "bob", "gpu", "PT1M30S");
        assertThat(alice.refused("get_metrics", "{\"interval\":\"often\"}"))
                .contains("interval: is no length of time")
                .contains("5m");
        assertThat(
                        alice.refused(
                                "get_metrics",
                                "{\"since\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}"))
                .contains("until: is before since");
        assertThat(alice.refused("get_metrics", "{\"what\":\"weather\"}"))
                .contains("load, performance, efficiency, resources");
    }

    @Test
    void aKindThatIsNotMeasuredIsRefusedWithThoseThatAre() {
        fake.site().put(load(0, ""));

        assertThat(alice.refused("get_metrics", "{\"what\":\"efficiency\"}"))
                .startsWith("not_supported: ")
                .contains("numbers about efficiency")
                .contains("it measures load");
        assertThat(fake.calls("measure")).isEmpty();
    }

    @Test
    void aLongSeriesKeepsItsNewestPointsAndSaysSo() {
        fake.site().put(load(2_000, "x".repeat(50_000)));

        Answer answer = alice.call("get_metrics", "{\"detail\":\"full\"}");
        JsonNode structured = alice.ask("get_metrics", "{\"detail\":\"full\"}");

        assertThat(answer.text()).hasSizeLessThan(30_000);
        assertThat(structured.path("series").size()).isBetween(50, 1_000);
        assertThat(structured.path("series").valueStream().toList().getLast().path("at").asString())
                .isEqualTo(NOON.plusSeconds(60L * 1_999).toString());
        assertThat(structured.path("warnings").toString())
                .contains("of 2000 points")
                .contains("raw is cut");
    }

    @Test
    void countsAllNodesAndShowsAPageOfThem() {
        for (int i = 10; i < 15; i++) {
            fake.site().put(FakeSite.node("n" + i, i < 13 ? NodeState.MIXED : NodeState.DOWN, 1));
        }

        JsonNode first = alice.ask("list_nodes", "{\"limit\":2}");
        JsonNode next =
                alice.ask(
                        "list_nodes",
                        "{\"limit\":9,\"cursor\":\"%s\"}"
                                .formatted(first.path("next_cursor").asString()));

        assertThat(first.at("/summary/nodes").asInt()).isEqualTo(5);
        assertThat(first.at("/summary/by_state").toString()).isEqualTo("{\"mixed\":3,\"down\":2}");
        assertThat(first.at("/summary/cores_idle").asInt()).isEqualTo(9);
        assertThat(first.path("summary").has("gpus_idle")).isFalse();
        assertThat(names(first.path("nodes"))).containsExactly("n10", "n11");
        assertThat(names(next.path("nodes"))).containsExactly("n12", "n13", "n14");
        assertThat(next.has("next_cursor")).isFalse();
    }

    @Test
    void filtersNodesAndSaysNoneWhereThereIsNone() {
        fake.site().put(FakeSite.node("n1", NodeState.IDLE, 0));
        fake.site().put(FakeSite.node("n2", NodeState.DOWN, 0));

        assertThat(names(alice.ask("list_nodes", "{\"available\":true}").path("nodes")))
                .containsExactly("n1");
        assertThat(names(alice.ask("list_nodes", "{\"states\":[\"down\"]}").path("nodes")))
                .containsExactly("n2");
        assertThat(
                        alice.ask("list_nodes", "{\"features\":[\"fast\",\"big\"]}")
                                .at("/summary/nodes")
                                .asInt(-1))
                .isZero();
        assertThat(alice.refused("list_nodes", "{\"states\":[\"sleepy\"]}"))
                .contains("states.0: is not one of the words");
        assertThat(alice.refused("list_nodes", "{\"cursor\":\"made-up\"}"))
                .contains("cursor: is not one that this tool gave");
    }

    @Test
    void aPageOfNodesFitsHoweverManyAreAskedFor() {
        for (int i = 0; i < 300; i++) {
            fake.site().put(FakeSite.node("n" + "x".repeat(120) + i, NodeState.MIXED, 3));
        }

        JsonNode page = alice.ask("list_nodes", "{\"limit\":200}");

        assertThat(alice.call("list_nodes", "{\"limit\":200}").text())
                .hasSizeLessThanOrEqualTo(Fit.BUDGET);
        assertThat(page.path("nodes").size()).isBetween(10, 199);
        assertThat(page.has("next_cursor")).isTrue();
        assertThat(page.at("/summary/nodes").asInt()).isEqualTo(300);
    }

    @Test
    void drainsANodeAndTellsWhatRunsThere() {
        fake.site().put(FakeSite.node("n1", NodeState.MIXED, 2));

        JsonNode answer =
                alice.ask(
                        "set_node_state",
                        "{\"cluster\":\"fake\",\"node\":\"n1\",\"state\":\"drain\",\"reason\":\"new disk\",\"timeout_seconds\":60}");

        assertThat(answer.at("/before/state").asString()).isEqualTo("mixed");
        assertThat(answer.at("/after/state").asString()).isEqualTo("draining");
        assertThat(answer.path("jobs").toString()).isEqualTo("[\"1\",\"2\"]");
        assertThat(fake.calls("orderNode").getFirst().arguments().getLast())
                .isEqualTo(
                        new NodeOrder(
                                NodeOrder.Target.DRAIN,
                                "new disk",
                                Optional.of(Duration.ofSeconds(60))));
    }

    @Test
    void changesNoNodeThatIsNotThereOrWithoutAReason() {
        assertThat(
                        alice.refused(
                                "set_node_state",
                                "{\"cluster\":\"fake\",\"node\":\"n9\",\"state\":\"down\",\"reason\":\"x\"}"))
                .startsWith("not_found: ")
                .contains("node n9")
                .contains("list_nodes shows them");
        assertThat(
                        alice.refused(
                                "set_node_state",
                                "{\"cluster\":\"fake\",\"node\":\"n9\",\"state\":\"down\",\"reason\":\" \"}"))
                .contains("reason: is empty");
        assertThat(
                        alice.refused(
                                "set_node_state",
                                "{\"node\":\"n9\",\"state\":\"down\",\"reason\":\"x\"}"))
                .contains("cluster: is missing");
        assertThat(fake.calls("orderNode")).isEmpty();
    }

    @Test
    void whoIsNoAdministratorThereIsRefusedAndALostAnswerIsUnknown() {
        fake.site().put(FakeSite.node("n1", NodeState.IDLE, 0));
        String drain =
                "{\"cluster\":\"fake\",\"node\":\"n1\",\"state\":\"drain\",\"reason\":\"disk\"}";

        assertThat(
                        Agent.with(Exchange.closed(), Callers.BOB, fake)
                                .refused("set_node_state", drain))
                .startsWith("not_allowed: bob is no administrator there");
        fake.beforeEach(call -> {
            if (call.method().equals("orderNode")) {
                fake.failNext(
                        new Failure.OutcomeUnknown(
                                "fake", "drain n1", Optional.of("Look with list_nodes")));
            }
        });
        assertThat(alice.refused("set_node_state", drain))
                .startsWith("outcome_unknown: ")
                .contains("may or may not have happened", "list_nodes");
        assertThat(fake.calls("orderNode")).hasSize(2);
    }

    @Test
    void listsUsersOrTheOneThatIsAskedFor() {
        fake.site().put(FakeSite.user("ann", "physics"));
        fake.site().put(FakeSite.user("ben", "biology"));

        JsonNode all = alice.ask("list_users", "{}");
        JsonNode one = alice.ask("list_users", "{\"cluster\":\"fake\",\"user\":\"ben\"}");

        assertThat(names(all.path("users"))).containsExactly("ann", "ben");
        assertThat(names(one.path("users"))).containsExactly("ben");
        assertThat(one.at("/users/0/default_project").asString()).isEqualTo("biology");
        assertThat(alice.refused("list_users", "{\"usr\":\"ben\"}")).contains("user (nearest)");
    }

    @Test
    void ofManyUsersTheFirstAreShownAndAllAreCounted() {
        for (int i = 0; i < 2_000; i++) {
            fake.site().put(FakeSite.user("user" + i, "physics"));
        }

        JsonNode all = alice.ask("list_users", "{}");

        assertThat(all.path("users").size()).isBetween(50, 500);
        assertThat(all.path("total").asInt()).isEqualTo(2_000);
    }

    @Test
    void ordersAReportAndListsThoseThereAre() {
        String order =
                "{\"type\":\"utilization\",\"format\":\"pdf\",\"since\":\"2026-01-01\",\"until\":\"2026-01-31\","
                        + "\"queues\":[\"gpu\"],\"charts\":true,\"email_to\":\"ops@example.org\"}";

        JsonNode made = alice.ask("create_report", order);
        JsonNode listed = alice.ask("create_report", "{\"cluster\":\"fake\"}");

        assertThat(made.at("/reports/0/message").asString()).isEqualTo("goes to ops@example.org");
        assertThat(fake.calls("orderReport").getFirst().arguments().toString())
                .contains("2026-01-01", "2026-01-31", "gpu", "charts=true", "pdf");
        assertThat(listed.at("/reports/0/id").asString()).isEqualTo("r1");
        assertThat(listed.path("total").asInt()).isEqualTo(1);
        assertThat(fake.calls("orderReport")).hasSize(1);
    }

    @Test
    void halfAReportIsNeitherMadeNorTakenForAWishToListThem() {
        assertThat(alice.refused("create_report", "{\"since\":\"2026-01-01\"}"))
                .contains("type: is missing", "utilization");
        assertThat(alice.refused("create_report", "{\"type\":\"utilization\"}"))
                .contains("since: is needed to make a report");
        assertThat(
                        alice.refused(
                                "create_report",
                                "{\"type\":\"x\",\"since\":\"2026-02-01\",\"until\":\"2026-01-01\"}"))
                .contains("until: is before since");
        assertThat(
                        alice.refused(
                                "create_report",
                                "{\"type\":\"x\",\"since\":\"someday\",\"until\":\"2026-01-01\"}"))
                .startsWith("invalid_input: since");
        assertThat(fake.calls("orderReport")).isEmpty();
    }

    @Test
    void suggestsNodes() {
        fake.site().put(FakeSite.node("n1", NodeState.IDLE, 0));
        fake.site().put(FakeSite.node("m1", NodeState.IDLE, 0));

        assertThat(alice.tools.suggest(alice.caller, "node", "n", Optional.empty()))
                .containsExactly("n1");
        assertThat(
                        Agent.with(fake.offering(Jobs.class))
                                .tools
                                .suggest(alice.caller, "node", "n", Optional.empty()))
                .isEmpty();
    }

    @Test
    void nodesOfSeveralClustersAreAskedForOneAtATime() {
        FakeBackend other = new FakeBackend("other");
        Agent two = Agent.with(fake, other.offering(Jobs.class));
        fake.site().put(FakeSite.node("n1", NodeState.IDLE, 0));

        assertThat(names(two.ask("list_nodes", "{}").path("nodes"))).containsExactly("n1");
        assertThat(two.refused("list_nodes", "{\"cluster\":\"other\"}"))
                .startsWith("not_supported: ")
                .contains("nodes", "these clusters can: fake");
        assertThat(Agent.with(fake, other.offering(Nodes.class)).refused("list_nodes", "{}"))
                .contains("name one", "fake, other");
    }

    private static List<String> names(JsonNode records) {
        return records.valueStream().map(one -> one.path("name").asString()).toList();
    }
}
