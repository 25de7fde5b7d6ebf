package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.FakeSite;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SearchToolsTest {
    private final FakeBackend fake = new FakeBackend("fake");
    private final Backend plain = fake.offering(Jobs.class, Nodes.class, Users.class);
    private final Agent alice = Agent.with(Exchange.closed(), Callers.ALICE, plain);

    private void job(String id, String name, String owner) {
        fake.put(
                Job.of("fake", new JobId(id), JobState.RUNNING, "R", Instant.EPOCH)
                        .name(name)
                        .owner(owner)
                        .queue("gpu")
                        .build());
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("results").valueStream().map(hit -> hit.path("id").asString()).toList();
    }

    @Test
    void findsJobsNodesAndUsersByAllTheWordsBestFirst() {
        job("1", "train-big", "alice");
        job("2", "train", "alice");
        job("3", "plot", "alice");
        fake.site().put(FakeSite.node("train-host", NodeState.IDLE, 0));
        fake.site().put(FakeSite.user("trainer", "physics"));

        JsonNode all = alice.ask("search", "{\"query\":\"Train\"}");
        JsonNode narrow = alice.ask("search", "{\"query\":\"train GPU running\"}");

        assertThat(ids(all)).startsWith("2").containsOnly("1", "2", "train-host", "trainer");
        assertThat(all.at("/results/0").toString())
                .contains("\"cluster\":\"fake\"", "\"type\":\"jobs\"", "\"title\":\"train\"")
                .contains("queue gpu");
        assertThat(ids(narrow)).containsExactlyInAnyOrder("1", "2");
        assertThat(all.has("unavailable")).isFalse();
    }

    @Test
    void nobodyFindsWhatTheyCouldNotList() {
        job("1", "train-mine", "alice");
        job("2", "train-bobs", "bob");
        fake.site().put(FakeSite.node("train-host", NodeState.IDLE, 0));
        fake.site().put(FakeSite.user("trainer", "physics"));
        Caller bob = new Caller("bob", Set.of(Scope.JOBS_READ), Optional.empty());
        Agent agent = Agent.with(bob, EnumSet.allOf(Toolset.class), false, plain);

        assertThat(ids(agent.ask("search", "{\"query\":\"train\"}"))).containsExactly("2");
        assertThat(agent.refused("search", "{\"query\":\"train\",\"type\":\"users\"}"))
                .startsWith("not_allowed: ")
                .contains("searching users", "admin");
        assertThat(fake.calls("users")).isEmpty();
        assertThat(fake.calls("nodes")).isEmpty();
    }

    @Test
    void aClustersOwnSearchShowsNoMoreThanItsListsWould() {
        fake.site().put(new Hit(Hit.Kind.JOBS, "x1", none(), none(), Optional.of(0.5)));
        fake.site().put(new Hit(Hit.Kind.USERS, "x2", none(), none(), Optional.of(0.9)));
        Caller bob = new Caller("bob", Set.of(Scope.JOBS_READ), Optional.empty());

        assertThat(
                        ids(
                                Agent.with(Exchange.closed(), Callers.ALICE, fake)
                                        .ask("search", "{\"query\":\"x\"}")))
                .containsExactly("x2", "x1");
        assertThat(
                        ids(
                                Agent.with(bob, EnumSet.allOf(Toolset.class), false, fake)
                                        .ask("search", "{\"query\":\"x\"}")))
                .containsExactly("x1");
        assertThat(fake.calls("list")).isEmpty();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    @Test
    void onlyTheTypeThatIsAskedForIsLookedAt() {
        job("1", "train", "alice");
        fake.site().put(FakeSite.node("train-host", NodeState.IDLE, 0));

        JsonNode nodes = alice.ask("search", "{\"query\":\"train\",\"type\":\"nodes\"}");

        assertThat(ids(nodes)).containsExactly("train-host");
        assertThat(fake.calls("list")).isEmpty();
        assertThat(
                        Agent.with(fake.offering(Jobs.class))
                                .refused("search", "{\"query\":\"x\",\"type\":\"nodes\"}"))
                .contains("no cluster that was asked can tell of nodes");
    }

    @Test
    void aClusterWhoseOwnSearchIsNotThereIsLookedThrough() {
        job("1", "train", "alice");
        fake.site().put(FakeSite.node("train-host", NodeState.IDLE, 0));
        fake.beforeEach(call -> {
            if (call.method().equals("search")) {
                fake.failNext(new Failure.NotSupported("fake", "searching", Optional.empty()));
            }
        });

        JsonNode answer = Agent.with(fake).ask("search", "{\"query\":\"train\"}");

        assertThat(ids(answer)).containsExactlyInAnyOrder("1", "train-host");
    }

    @Test
    void looksThroughAllClustersAndNamesWhatItCouldNotSearch() {
        FakeBackend other = new FakeBackend("other");
        other.beforeEach(call -> {
            if (call.method().equals("list")) {
                other.failNext(new Failure.Unreachable("other", "connection refused"));
            }
        });
        other.site().put(FakeSite.node("train-host", NodeState.IDLE, 0));
        job("1", "train", "alice");
        Agent two = Agent.with(plain, other.offering(Jobs.class, Nodes.class));

        JsonNode answer = two.ask("search", "{\"query\":\"train\"}");

        assertThat(ids(answer)).containsExactly("1", "train-host");
        assertThat(answer.path("unavailable").toString())
                .contains("\"cluster\":\"other\"", "jobs: other cannot be reached");
    }

    @Test
    void whereTheOnlyClusterFailsItsFailureIsTheAnswer() {
        fake.failNext(new Failure.Unreachable("fake", "connection refused"));

        assertThat(Agent.with(fake.offering(Jobs.class)).refused("search", "{\"query\":\"train\"}"))
                .startsWith("unreachable: ");
    }

    @Test
    void saysWhenThereWereMoreJobsThanItLooksThrough() {
        for (int i = 1; i <= 1_001; i++) {
            job(Integer.toString(i), i == 1 ? "oldest" : "job", "alice");
        }

        JsonNode answer = alice.ask("search", "{\"query\":\"oldest\",\"type\":\"jobs\"}");

        assertThat(ids(answer)).isEmpty();
        assertThat(answer.path("unavailable").toString()).contains("only the newest 1000");
        assertThat(fake.calls("list")).hasSize(5);
        assertThat(alice.ask("search", "{\"query\":\"job\",\"limit\":3}").path("results").size())
                .isEqualTo(3);
    }

    @Test
    void anEmptyQueryIsRefused() {
        assertThat(alice.refused("search", "{\"query\":\"  \"}")).contains("query: is empty");
        assertThat(alice.refused("search", "{}")).contains("query: is missing");
        assertThat(alice.refused("search", "{\"query\":\"x\",\"type\":\"printers\"}"))
                .contains("jobs, nodes, users");
    }
}
