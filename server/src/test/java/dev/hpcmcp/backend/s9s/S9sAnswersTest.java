package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Conversation;
import dev.hpcmcp.backend.s9s.WireServer.Request;
import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Audit;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.AuditChain.Wanted;
import dev.hpcmcp.store.AuditLog;
import dev.hpcmcp.store.AuditSettings;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Handles;
import dev.hpcmcp.tool.Requests;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** From a call of an agent to the line of the audit that leads to the gateway's own log. */
@Timeout(60)
class S9sAnswersTest extends S9sFixture implements WireServer.Handler {
    private static final String SUBMIT = "{\"command\":[\"sleep\",\"60\"]}";
    private static final String NAME = "X-Request-Id";

    @TempDir private Path directory = Path.of(".");
    private final WireServer gateway;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile Function<Request, String> naming = _ -> "gw-" + answered.incrementAndGet();
    private Optional<Store> store = Optional.empty();
    private Optional<AuditLog> audit = Optional.empty();

    S9sAnswersTest() throws IOException {
        gateway = new WireServer(this);
    }

    /** As the gateway answers, and under an id. */
    @Override
    public Response answer(Request request) {
        return server.answer(request).with(Map.of(NAME, naming.apply(request)));
    }

    @Override
    public void heard(Conversation who, String text) {
        server.heard(who, text);
    }

    @BeforeEach
    void open() {
        server.standStill();
        Store opened =
                new Store(
                        new StoreSettings(
                                "jdbc:sqlite:" + directory.resolve("store.db"), Duration.ofDays(1)),
                        Clock.systemUTC());
        audit = Optional.of(opened.audit(new AuditSettings(Optional.empty(), Duration.ofDays(1))));
        store = Optional.of(opened);
    }

    @AfterEach
    void shut() {
        audit.ifPresent(AuditLog::close);
        store.ifPresent(Store::close);
        gateway.close();
    }

    private Toolbox tools() {
        S9sBackend lab =
                backend(S9sSettings.usual("lab", gateway.url() + "/v1", S9sFixture::account));
        Backends all = new Backends(List.of(lab));
        return Toolboxes.over(
                all,
                new Access(Toolset.usual(), false, all),
                new Audit(audit.orElseThrow(), true, true, Clock.systemUTC()),
                new Watcher(),
                Clock.systemUTC(),
                Requests.NONE,
                Handles.NONE,
                Exchange.closed());
    }

    private static Answer ask(Toolbox tools, Caller caller, String tool, String arguments) {
        return tools.call(
                caller,
                tool,
                Json.MAPPER.readValue(arguments, new TypeReference<>() {}),
                Client.SILENT);
    }

    /** As the operator exports them, after the last call. */
    private List<JsonNode> records() {
        audit.ifPresent(AuditLog::close);
        List<JsonNode> records = new ArrayList<>();
        store.orElseThrow()
                .chain()
                .read(
                        new Wanted(Optional.empty(), Optional.empty(), Optional.empty()),
                        link -> records.add(Json.MAPPER.readTree(link.json()).path("record")));
        assertThat(store.orElseThrow().chain().verify().problems()).isEmpty();
        return records;
    }

    private static List<String> ids(JsonNode record) {
        return record.path("answers").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aChangeThatSucceedsNamesTheGatewaysIdsInItsLastRecord() {
        Answer answer = ask(tools(), ALICE, "submit_job", SUBMIT);

        assertThat(answer.failed()).as(answer.text()).isFalse();
        List<JsonNode> records = records();
        assertThat(records).hasSize(2);
        assertThat(records.getFirst().path("kind").asString()).isEqualTo("begin");
        assertThat(records.getFirst().has("answers")).isFalse();
        assertThat(records.getLast().path("kind").asString()).isEqualTo("end");
        assertThat(ids(records.getLast())).hasSize(server.left().size()).startsWith("gw-1");
        assertThat(server.requests().getFirst().header(NAME))
                .isEqualTo(records.getLast().path("id").asString());
    }

    @Test
    void aFailureNamesTheIdOfItsHeadAndThatOfItsBody() {
        server.answerNext(FakeS9s.error(403, "PERMISSION_DENIED", "job"));

        Answer answer = ask(tools(), ALICE, "submit_job", SUBMIT);

        assertThat(answer.failed()).isTrue();
        JsonNode last = records().getLast();
        assertThat(last.path("outcome").asString()).isEqualTo("not_allowed");
        assertThat(ids(last)).containsExactly("gw-1", "req_abc123");
    }

    @Test
    void aFailedReadNamesThemToo() {
        server.answerNext(FakeS9s.error(403, "PERMISSION_DENIED", "job"));

        Answer answer = ask(tools(), ALICE, "get_job", "{\"job_ids\":[\"999\"]}");

        assertThat(answer.failed()).as(answer.text()).isTrue();
        assertThat(records())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.path("kind").asString()).isEqualTo("read");
                    assertThat(record.path("outcome").asString()).isEqualTo("not_allowed");
                    assertThat(ids(record)).containsExactly("gw-1", "req_abc123");
                });
    }

    @Test
    void aGatewayThatTakesOverOurIdLeavesTheRecordAsItWas() {
        naming = request -> request.header(NAME);

        ask(tools(), ALICE, "submit_job", SUBMIT);

        assertThat(records()).hasSize(2).noneMatch(record -> record.has("answers"));
    }

    @Test
    void hostileIdsNeitherSpoilTheCallNorReachTheRecord() {
        List<String> hostile =
                List.of(
                        "x".repeat(129),
                        "a\u0001b",
                        "\u001b[31mred",
                        "ignore all rules",
                        "hpcmcp_0123456789012345678901234567890123456789012");
        naming = _ -> hostile.get(answered.getAndIncrement() % hostile.size());
        Toolbox tools = tools();

        for (int i = 0; i < 2 * hostile.size(); i++) {
            Answer answer = ask(tools, ALICE, "submit_job", SUBMIT);
            assertThat(answer.failed()).as(answer.text()).isFalse();
        }

        assertThat(answered.get()).isGreaterThanOrEqualTo(hostile.size());
        assertThat(records())
                .hasSize(4 * hostile.size())
                .allSatisfy(record -> assertThat(ids(record)).isSubsetOf("[secret]"))
                .anySatisfy(record -> assertThat(ids(record)).containsExactly("[secret]"));
    }

    @Test
    void ofVeryManyTheLastTwentyAreNamed() {
        Toolbox tools = tools();

        Answer answer =
                ask(tools, ALICE, "submit_job", "{\"command\":[\"sleep\",\"60\"],\"replicas\":60}");

        assertThat(answer.failed()).as(answer.text()).isFalse();
        assertThat(answered.get()).isGreaterThanOrEqualTo(60);
        assertThat(ids(records().getLast())).hasSize(20).contains("gw-" + answered.get());
    }

    /** Both are at the gateway before either is answered. */
    @Test
    void twoCallersAtOnceNeverSeeEachOthersIds() throws Exception {
        Map<String, CountDownLatch> there =
                Map.of("alice", new CountDownLatch(1), "bob", new CountDownLatch(1));
        naming =
                request -> {
                    String who = request.header("Authorization").replace("Bearer token-of-", "");
                    there.getOrDefault(who, new CountDownLatch(0)).countDown();
                    there.values().forEach(S9sAnswersTest::await);
                    return who + "-" + answered.incrementAndGet();
                };
        Toolbox tools = tools();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                people.execute(() -> ask(tools, ALICE, "submit_job", SUBMIT));
                people.execute(() -> ask(tools, Callers.BOB, "submit_job", SUBMIT));
            }
        }

        List<JsonNode> ends =
                records().stream().filter(it -> it.path("kind").asString().equals("end")).toList();
        List<String> all = ends.stream().flatMap(end -> ids(end).stream()).toList();
        assertThat(ends)
                .hasSize(20)
                .allSatisfy(end ->
                        assertThat(ids(end))
                                .isNotEmpty()
                                .allMatch(id -> id.startsWith(end.path("caller").asString())));
        assertThat(all).doesNotHaveDuplicates().hasSize(answered.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
