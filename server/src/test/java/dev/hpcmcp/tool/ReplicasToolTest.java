package dev.hpcmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.FakeCalls;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Copies of a job, and the one handle they go by. */
class ReplicasToolTest {
    private static final String COPIES =
            "{\"command\":[\"true\"],\"name\":\"x\",\"replicas\":%d%s}";

    @TempDir private Path folder;
    private final FakeBackend fake = new FakeBackend("fake");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Ledger ledger = ledger(Path.of("unused"));
    private Agent alice = Agent.with(fake);

    private static Ledger ledger(Path file) {
        return new Ledger(
                new StoreSettings("jdbc:sqlite:" + file, Duration.ofDays(1)), Clock.systemUTC());
    }

    @BeforeEach
    void open() {
        ledger = ledger(folder.resolve("store.db"));
        alice = agent(Agent.ALICE);
    }

    private Agent agent(dev.hpcmcp.port.Caller caller) {
        Backends all = new Backends(java.util.List.of(fake), ledger::over);
        InstantSource time = now::get;
        return new Agent(
                caller,
                Toolboxes.over(
                        all,
                        new Access(Toolset.usual(), false, all),
                        Guard.OPEN,
                        Agent.quickWatcher(),
                        time.withZone(ZoneOffset.UTC),
                        ledger::requestOf,
                        new KeptHandles(ledger),
                        Exchange.closed()));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private String handle(int copies) {
        return alice.ask("submit_job", COPIES.formatted(copies, "")).path("handle").asString();
    }

    private static String name(FakeCalls.Call call) {
        return call.arguments().getFirst() instanceof JobRequest request
                ? request.name().orElse("")
                : "";
    }

    @Test
    void fourAtATimeAndInTheAnswerInOrder() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        fake.beforeEach(call -> {
            if (call.method().equals("submit") && !name(call).equals("x-1")) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                four.countDown();
                await(four);
                inside.decrementAndGet();
            }
        });

        JsonNode answer = alice.ask("submit_job", COPIES.formatted(13, ""));

        assertThat(most).hasValue(4);
        assertThat(answer.path("jobs").valueStream().map(job -> job.path("name").asString()))
                .hasSize(13)
                .startsWith("x-1", "x-2", "x-3")
                .endsWith("x-12", "x-13");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsWrongWithAllIsSaidOnceAndSentOnce() {
        fake.failNext(new Failure.SignInNeeded("fake", "Sign in."));
        assertThat(alice.refused("submit_job", COPIES.formatted(50, "")))
                .startsWith("sign_in_needed");
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void noCopyIsBegunWhenTheTimeIsOverAndTheSameCallSendsTheRest() {
        fake.beforeEach(call -> now.set(Instant.EPOCH.plusSeconds(100)));
        String request = COPIES.formatted(3, ",\"request_id\":\"r1\"");

        JsonNode first = alice.ask("submit_job", request);
        assertThat(first.path("jobs")).hasSize(1);
        assertThat(first.path("failures")).hasSize(2);
        assertThat(first.at("/failures/0/reason").asString())
                .contains("The same call again sends only what is missing");
        assertThat(first.has("handle")).as("one job has an id").isFalse();

        JsonNode second = alice.ask("submit_job", request);
        assertThat(second.path("jobs")).hasSize(3);
        assertThat(second.has("handle")).isTrue();
        assertThat(fake.calls("submit")).hasSize(3);
    }

    @Test
    void theHandleIsWaitedForAndTheNextCallHasItAgain() {
        String handle = handle(3);
        fake.finish(new JobId("1"), Outcome.SUCCEEDED);
        JsonNode waited =
                alice.ask(
                        "wait_for_job",
                        "{\"job_ids\":[\"%s\"],\"timeout_seconds\":1}".formatted(handle));
        assertThat(waited.path("jobs")).hasSize(3);
        assertThat(waited.path("reached").asBoolean()).isFalse();
        assertThat(waited.path("next").asString()).contains("\"job_ids\":[\"" + handle + "\"]");

        fake.finish(new JobId("2"), Outcome.SUCCEEDED);
        fake.finish(new JobId("3"), Outcome.FAILED);
        JsonNode done = alice.ask("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(handle));
        assertThat(done.path("reached").asBoolean()).isTrue();
    }

    @Test
    void theHandleIsLookedAtReadAndEnded() {
        String handle = handle(2);
        fake.start(new JobId("1"));
        fake.print(new JobId("1"), LogStream.STDOUT, "one", "two");
        String ids = "{\"job_ids\":[\"%s\"]}".formatted(handle);

        assertThat(alice.ask("get_job", ids).path("jobs")).hasSize(2);
        assertThat(
                        alice.ask("get_session_logs", "{\"job_id\":\"%s\"}".formatted(handle))
                                .path("text")
                                .asString())
                .contains("== 1 of 2: job 1\none\ntwo\n== 2 of 2: job 2\n(nothing)");
        assertThat(alice.refused("diagnose_job", "{\"job_id\":\"%s\"}".formatted(handle)))
                .contains("a handle stands for several jobs");
        assertThat(alice.ask("cancel_job", ids).at("/summary/cancelled").asInt()).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeReadIsSaidBesideTheRest() {
        String handle = handle(2);
        fake.beforeEach(call -> {
            if (call.method().equals("read")
                    && call.arguments().getFirst().equals(new JobId("1"))) {
                throw new HpcException(new Failure.Unreachable("fake", "it is away"));
            }
        });
        fake.print(new JobId("2"), LogStream.STDOUT, "here");
        JsonNode logs = alice.ask("get_session_logs", "{\"job_id\":\"%s\"}".formatted(handle));
        assertThat(logs.path("text").asString())
                .contains("(fake cannot be reached")
                .contains("here");
        assertThat(logs.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void aHandleIsItsOwnersOnly() {
        String handle = handle(2);
        Agent bob = agent(Callers.BOB);
        assertThat(bob.refused("get_job", "{\"job_ids\":[\"%s\"]}".formatted(handle)))
                .startsWith("not_found: there is no handle group:");
        assertThat(alice.refused("cancel_job", "{\"job_ids\":[\"group:nothing\"]}"))
                .startsWith("not_found");
    }

    @Test
    void whatIsNotEndedInTimeIsInTheNextCall() {
        String handle = handle(6);
        fake.beforeEach(call -> {
            if (call.method().equals("cancel")) {
                now.set(Instant.EPOCH.plusSeconds(1000));
            }
        });
        JsonNode ended = alice.ask("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(handle));
        int done = ended.at("/summary/cancelled").asInt();
        assertThat(done).isBetween(1, 4);
        assertThat(ended.at("/summary/refused").asInt()).isEqualTo(6 - done);
        List<String> left =
                ended.path("results")
                        .valueStream()
                        .filter(entry -> entry.path("result").asString().equals("refused"))
                        .map(entry -> '"' + entry.path("job_id").asString() + '"')
                        .toList();
        assertThat(ended.path("next").asString())
                .startsWith("cancel_job {")
                .contains("\"job_ids\":[" + String.join(",", left) + "]");
    }
}
