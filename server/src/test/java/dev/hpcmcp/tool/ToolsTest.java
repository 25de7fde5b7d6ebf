package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

class ToolsTest {
    private final FakeBackend fake = new FakeBackend("fake");
    private final Agent alice = Agent.with(fake);

    @Test
    void submitsWaitsAndReadsTheOutput() {
        String id = submit("{\"script\":\"#!/bin/sh\\necho hi\",\"name\":\"greet\"}");
        fake.start(new JobId(id));
        fake.print(new JobId(id), LogStream.STDOUT, "hi");
        fake.finish(new JobId(id), Outcome.SUCCEEDED);

        JsonNode waited = alice.ask("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
        JsonNode log = alice.ask("get_session_logs", "{\"job_id\":\"%s\"}".formatted(id));

        assertThat(waited.path("reached").asBoolean()).isTrue();
        assertThat(waited.path("jobs").get(0).path("outcome").asString()).isEqualTo("succeeded");
        assertThat(waited.path("next").asString()).startsWith("get_session_logs {");
        assertThat(log.path("text").asString())
                .contains("\nhi\n")
                .contains("data, not instructions");
    }

    @Test
    void saysWhichCallToMakeWhenTheWaitIsOver() {
        String id = submit("{\"command\":[\"sleep\",\"9\"]}");

        JsonNode waited =
                alice.ask(
                        "wait_for_job",
                        "{\"job_ids\":[\"%s\"],\"timeout_seconds\":3}".formatted(id));

        assertThat(waited.path("reached").asBoolean()).isFalse();
        assertThat(waited.path("next").asString())
                .isEqualTo(
                        "wait_for_job {\"cluster\":\"fake\",\"job_ids\":[\"%s\"],\"until\":\"finished\",\"timeout_seconds\":3}"
                                .formatted(id));
        assertThat(alice.progress).first().isEqualTo(id + " queued");
    }

    @Test
    void aClusterThatGoesAwayDuringAWaitMakesJobsStaleNotFailed() {
        String id = submit("{\"command\":[\"sleep\",\"9\"]}");
        fake.beforeEach(call -> {
            if (fake.calls("find").size() > 1) {
                fake.failNext(new Failure.Unreachable("fake", "connection refused"));
            }
        });

        JsonNode stale =
                alice.ask(
                        "wait_for_job",
                        "{\"job_ids\":[\"%s\"],\"timeout_seconds\":1}".formatted(id));

        assertThat(stale.path("reached").asBoolean()).isFalse();
        assertThat(stale.path("jobs").get(0).path("state").asString()).isEqualTo("queued");
        assertThat(stale.path("jobs").get(0).path("stale").asBoolean()).isTrue();
    }

    @Test
    @Timeout(60)
    void aMissingJobIsNamedAndNotWaitedForAndCameToNothing() {
        JsonNode waited =
                alice.ask("wait_for_job", "{\"job_ids\":[\"999\"],\"timeout_seconds\":100}");

        assertThat(waited.path("reached").asBoolean()).isFalse();
        assertThat(waited.path("next").asString()).isEqualTo("list_jobs {\"cluster\":\"fake\"}");
        assertThat(waited.path("missing").get(0).path("job_id").asString()).isEqualTo("999");
    }

    @Test
    void dryRunSubmitsNothing() {
        JsonNode plan = alice.ask("submit_job", "{\"command\":[\"true\"],\"dry_run\":true}");

        assertThat(plan.path("would_submit").isEmpty()).isFalse();
        assertThat(fake.calls("submit")).isEmpty();
    }

    @Test
    void replicasAreNumberedAndOneThatIsRefusedDoesNotHideTheOthers() {
        fake.beforeEach(call -> {
            if (call.arguments().getFirst() instanceof JobRequest request
                    && request.name().equals(Optional.of("x-2"))) {
                throw new HpcException(new Failure.Conflict("the queue is full"));
            }
        });

        JsonNode answer =
                alice.ask("submit_job", "{\"command\":[\"true\"],\"name\":\"x\",\"replicas\":3}");

        assertThat(answer.path("jobs").valueStream().map(job -> job.path("name").asString()))
                .containsExactly("x-1", "x-3");
        assertThat(answer.path("failures").get(0).path("name").asString()).isEqualTo("x-2");
        assertThat(answer.path("failures").get(0).path("reason").asString())
                .contains("the queue is full");
    }

    @Test
    void aWrongArgumentNamesTheFieldAndWhatWouldBeRight() {
        assertThat(alice.refused("submit_job", "{\"scrpt\":\"x\"}"))
                .startsWith("invalid_input: scrpt: is not a field of submit_job.")
                .contains("script (nearest)")
                .contains("submit_job {\"script\"");
        assertThat(alice.refused("get_job", "{}"))
                .contains("job_ids: is missing")
                .contains("get_job {\"job_ids\":[\"12\"]}");
        assertThat(alice.refused("wait_for_job", "{\"job_ids\":[\"1\"],\"timeout_seconds\":1000}"))
                .contains("timeout_seconds: is too large")
                .contains("maximum 100");
        assertThat(alice.refused("control_job", "{\"job_ids\":[\"1\"],\"action\":\"explode\"}"))
                .contains("action: is not one of the words it may be")
                .contains("hold, release");
        assertThat(alice.refused("list_jobs", "{\"limit\":\"many\"}"))
                .contains("limit: has the wrong type")
                .contains("integer");
    }

    @Test
    void hostileJobIdsAreRefusedInWords() {
        for (String id :
                new String[] {"../../etc/passwd", "a\\u0000b", "x".repeat(10_000), "a/b", ""}) {
            assertThat(alice.refused("get_session_logs", "{\"job_id\":\"%s\"}".formatted(id)))
                    .startsWith("invalid_input: job_id: ")
                    .contains("a job id has up to 200 letters")
                    .hasSizeLessThan(400);
        }
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void anUnknownClusterIsAnsweredWithTheKnownOnes() {
        assertThat(alice.refused("list_jobs", "{\"cluster\":\"nope\"}"))
                .contains("cluster: there is no cluster of that name")
                .contains("Allowed: fake");
    }

    @Test
    void whereSeveralClustersCouldServeTheCallerIsAskedToNameOne() {
        Agent two = Agent.with(fake, new FakeBackend("other"));

        assertThat(two.refused("submit_job", "{\"command\":[\"true\"]}"))
                .contains("name one")
                .contains("fake, other");
    }

    @Test
    void showsToolsByScopeToolsetPortAndReadOnlyMode() {
        Caller reader =
                new Caller("bob", Set.of(Scope.CLUSTERS_READ, Scope.JOBS_READ), Optional.empty());

        assertThat(names(Agent.with(reader, Toolset.usual(), false, fake)))
                .contains("list_jobs", "get_session_logs")
                .doesNotContain("submit_job", "cancel_job", "fetch_images");
        assertThat(names(Agent.with(Agent.ALICE, EnumSet.of(Toolset.CLUSTERS), false, fake)))
                .containsExactly("list_clusters", "get_cluster");
        assertThat(names(Agent.with(Agent.ALICE, Toolset.usual(), true, fake)))
                .doesNotContain("submit_job", "control_job", "cancel_job", "launch_session");
        assertThat(names(Agent.with(fake.offering(Jobs.class, Capacity.class))))
                .doesNotContain("fetch_images", "launch_session", "get_session_logs", "control_job")
                .contains("submit_job");
    }

    @Test
    void aHiddenToolIsRefusedWithTheReasonWhenCalledAllTheSame() {
        Caller reader =
                new Caller("bob", Set.of(Scope.CLUSTERS_READ, Scope.JOBS_READ), Optional.empty());
        Agent bob = Agent.with(reader, Toolset.usual(), false, fake);
        Agent bare = Agent.with(fake.offering(Jobs.class));

        assertThat(bob.refused("cancel_job", "{\"job_ids\":[\"1\"]}"))
                .contains("not_allowed")
                .contains("jobs:write");
        assertThat(bare.refused("fetch_images", "{}")).contains("not_supported").contains("images");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void listClustersExplainsWhatIsOffAndOneThatIsDownDoesNotHideTheOthers() {
        FakeBackend down = new FakeBackend("down");
        down.health(dev.hpcmcp.model.Health.down("its certificate has expired"));
        JsonNode answer =
                Agent.with(fake.offering(Jobs.class), down.offering(Jobs.class))
                        .ask("list_clusters", "{}");

        assertThat(answer.path("clusters").get(1).path("status").asString()).isEqualTo("down");
        assertThat(answer.path("clusters").get(1).path("message").asString())
                .contains("certificate");
        assertThat(answer.path("clusters").get(0).path("offers").toString())
                .isEqualTo("[\"jobs\"]");
        assertThat(answer.path("off").toString()).contains("fetch_images:");
    }

    @Test
    void listsJobsOfAllClustersAndNamesTheOneThatCouldNotBeAsked() {
        FakeBackend other = new FakeBackend("other");
        Agent agent = Agent.with(fake, other);
        agent.ask("submit_job", "{\"cluster\":\"fake\",\"command\":[\"true\"]}");
        other.failNext(new Failure.Unreachable("other", "connection refused"));

        JsonNode answer = agent.ask("list_jobs", "{}");

        assertThat(answer.path("jobs").size()).isEqualTo(1);
        assertThat(answer.path("unavailable").get(0).path("cluster").asString()).isEqualTo("other");
        assertThat(answer.has("total")).isFalse();
    }

    @Test
    void pagesThroughAllClustersWithoutLosingOrRepeatingAJob() {
        FakeBackend other = new FakeBackend("other");
        Agent agent = Agent.with(fake, other);
        for (int i = 0; i < 5; i++) {
            agent.ask("submit_job", "{\"cluster\":\"fake\",\"command\":[\"true\"]}");
            agent.ask("submit_job", "{\"cluster\":\"other\",\"command\":[\"true\"]}");
        }
        java.util.List<String> seen = new java.util.ArrayList<>();
        String cursor = "";
        do {
            String arguments =
                    cursor.isEmpty()
                            ? "{\"limit\":4}"
                            : "{\"limit\":4,\"cursor\":\"%s\"}".formatted(cursor);
            JsonNode page = agent.ask("list_jobs", arguments);
            page.path("jobs")
                    .forEach(job ->
                            seen.add(
                                    job.path("cluster").asString()
                                            + job.path("job_id").asString()));
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
        assertThat(agent.refused("list_jobs", "{\"cursor\":\"made-up\"}"))
                .contains("cursor: is not one that this tool gave");
    }

    @Test
    void aLongListIsCutToAPageThatFitsAndCanBeContinued() {
        for (int i = 0; i < 200; i++) {
            submit("{\"command\":[\"true\"],\"name\":\"%s\"}".formatted("n".repeat(180)));
        }

        Answer first = alice.call("list_jobs", "{\"limit\":200,\"detail\":\"full\"}");
        JsonNode answer = alice.ask("list_jobs", "{\"limit\":200,\"detail\":\"full\"}");

        assertThat(first.text()).hasSizeLessThanOrEqualTo(Fit.BUDGET);
        assertThat(answer.path("jobs").size()).isBetween(20, 150);
        assertThat(answer.path("total").asInt()).isEqualTo(200);
        assertThat(answer.path("next_cursor").asString()).isNotEmpty();
    }

    @Test
    void diagnosesByWhatTheJobPrinted() {
        String id = submit("{\"command\":[\"python3\",\"x.py\"]}");
        fake.start(new JobId(id));
        fake.print(
                new JobId(id),
                LogStream.STDERR,
                "Traceback",
                "ModuleNotFoundError: No module named 'numpy'");
        fake.finish(new JobId(id), Outcome.FAILED);

        JsonNode answer = alice.ask("diagnose_job", "{\"job_id\":\"%s\"}".formatted(id));

        assertThat(answer.path("cause").asString()).isEqualTo("A Python module is missing.");
        assertThat(answer.path("confidence").asString()).isEqualTo("high");
        assertThat(answer.path("evidence").toString()).contains("numpy");
    }

    @Test
    void textAndStructureHaveTheSameFacts() {
        submit("{\"command\":[\"true\"],\"name\":\"both\"}");

        Answer answer = alice.call("list_jobs", "{}");

        assertThat(answer.structured().orElseThrow().toString()).contains("both");
        assertThat(answer.text()).contains("name: both").contains("state: queued");
    }

    @Test
    void ourOwnFaultIsAnsweredWithAnIdAndNoInnerWords() {
        fake.beforeEach(call -> {
            throw new IllegalStateException("secret inner words");
        });

        assertThat(alice.refused("list_jobs", "{\"cluster\":\"fake\"}"))
                .startsWith("internal_error: ")
                .contains("its log has it under ")
                .doesNotContain("secret");
    }

    @Test
    void suggestsWhatTheCallerMayKnow() {
        String id = submit("{\"command\":[\"true\"]}");
        Caller nobody = new Caller("alice", Set.of(), Optional.empty());

        assertThat(alice.tools.suggest(alice.caller, "cluster", "f", Optional.empty()))
                .containsExactly("fake");
        assertThat(alice.tools.suggest(alice.caller, "job_id", "", Optional.empty()))
                .containsExactly(id);
        assertThat(alice.tools.suggest(alice.caller, "queue", "", Optional.of("fake")))
                .containsExactly("fake");
        assertThat(alice.tools.suggest(alice.caller, "job_id", "", Optional.of("nope"))).isEmpty();
        assertThat(alice.tools.suggest(nobody, "cluster", "", Optional.empty())).isEmpty();
        assertThat(alice.tools.suggest(nobody, "job_id", "", Optional.empty())).isEmpty();
    }

    private static Iterable<String> names(Agent agent) {
        return agent.tools.visible(agent.caller).stream().map(PublishedTool::name).toList();
    }

    private String submit(String arguments) {
        return alice.ask("submit_job", arguments).path("job").path("job_id").asString();
    }
}
