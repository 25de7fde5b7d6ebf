package dev.hpcmcp.app.http;

import static dev.hpcmcp.tool.TwoUsers.HERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.mcp.HpcFeatures;
import dev.hpcmcp.mcp.HttpLimits;
import dev.hpcmcp.mcp.ServerCard;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.tool.TwoUsers;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two users over one server: resources, subscriptions, completions, sessions and streams. */
@Timeout(120)
final class TwoUsersHttpTest {
    @TempDir private Path folder;
    private TwoUsers two;
    private HttpServer server;
    private RawClient alice;
    private RawClient bob;
    private TwoUsers.Loot loot;

    @BeforeEach
    void open() throws Exception {
        two = new TwoUsers(folder, 11);
        loot = two.plant();
        server =
                HttpServer.start(
                        HttpSettings.local(0, 0)
                                .limits(HttpLimits.usual().heartbeat(Duration.ofMillis(100)))
                                .grace(Duration.ofMillis(500)),
                        two.tools,
                        new ServerCard("test", "Test", "1", "Hi."),
                        new HpcFeatures(two.tools),
                        TestServer.everybody());
        alice = new RawClient(server.port(), "alice-token").initialized();
        bob = new RawClient(server.port(), "bob-token").initialized();
    }

    @AfterEach
    void close() {
        server.stop();
        two.close();
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"%s\",\"params\":%s}"
                .formatted(method, params);
    }

    private static String uri(String id, String rest) {
        return "{\"uri\":\"hpc://lab/jobs/%s%s\"}".formatted(id, rest);
    }

    @Test
    void herResourcesAreNoResourcesOfHis() throws Exception {
        for (String id : loot.all().values()) {
            for (String rest : List.of("", "/log")) {
                HttpResponse<String> his = bob.post(request("resources/read", uri(id, rest)));
                assertThat(his.body()).doesNotContain(HERS);
            }
        }
        for (String rest : List.of("", "/log")) {
            String read = request("resources/read", uri(loot.of("random job"), rest));
            assertThat(alice.post(read).body()).contains(HERS);
            String id = loot.of("random job");
            String nobodys = bob.post(read.replace(id, "zzzzzzzz")).body();
            assertThat(bob.post(read).body()).isEqualTo(nobodys.replace("zzzzzzzz", id));
        }
    }

    @Test
    void whatSheSubscribedToIsToldToHerAlone() throws Exception {
        String id = loot.of("random job");
        String subscribe = request("resources/subscribe", uri(id, ""));
        assertThat(bob.post(subscribe).body()).contains("error", "not yours to see");
        HttpResponse<InputStream> his = bob.listen();
        HttpResponse<InputStream> hers = alice.listen();
        try (var hear = new BufferedReader(new InputStreamReader(hers.body(), UTF_8))) {
            assertThat(alice.post(subscribe).body()).doesNotContain("error");
            two.alices.finish(new JobId(id), Outcome.FAILED);
            String line = "";
            while (!line.startsWith("data:")) {
                line = hear.readLine();
            }
            assertThat(line).contains("notifications/resources/updated", id);
        }
        // All that he has heard by now; a beat comes after what was there to say.
        try (InputStream hear = his.body()) {
            byte[] heard = hear.readNBytes(Math.max(hear.available(), 27));
            assertThat(new String(heard, UTF_8)).startsWith(": alive").doesNotContain("data:", id);
        }
    }

    @Test
    void whatAResourceSaysIsNamedAsNotOursAndItsAddressMayBeEscaped() throws Exception {
        String id = loot.of("random job");
        String read = alice.post(request("resources/read", uri(id, ""))).body();
        assertThat(read).contains("_meta", "dev.hpcmcp/untrusted");
        String escaped = "%" + "%02X".formatted((int) id.charAt(0)) + id.substring(1);
        assertThat(alice.post(request("resources/read", uri(escaped, ""))).body()).contains(HERS);
    }

    @Test
    void aPersonCanHaveTheQueueAndTheImageCompleted() throws Exception {
        two.alices.addImages(
                new Image(
                        "lab",
                        "lab/alices:1",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
        String complete =
                """
                {"ref":{"type":"ref/prompt","name":"run_and_watch"},
                 "argument":{"name":"%s","value":""},
                 "context":{"arguments":{"cluster":"lab"}}}\
                """;
        assertThat(alice.post(request("completion/complete", complete.formatted("queue"))).body())
                .contains("\"values\":[\"");
        assertThat(alice.post(request("completion/complete", complete.formatted("image"))).body())
                .contains("lab/alices:1");
    }

    @Test
    void aCompletionForHimIsOfHisOwn() throws Exception {
        String complete =
                request(
                        "completion/complete",
                        """
                        {"ref":{"type":"ref/resource","uri":"hpc://{cluster}/jobs/{id}"},
                         "argument":{"name":"id","value":""},
                         "context":{"arguments":{"cluster":"lab"}}}\
                        """);
        assertThat(alice.post(complete).body()).contains(loot.of("random job"));
        assertThat(bob.post(complete).body()).doesNotContain(loot.of("random job"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}",
                RawClient.INITIALIZE
            })
    void herSessionDoesNotExistForHim(String message) throws Exception {
        RawClient asHim = alice.with("Authorization", "Bearer bob-token");
        HttpResponse<String> answer = asHim.post(message);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
        String nobodys = alice.header("Mcp-Session-Id").replaceAll("[0-9a-f]", "0");
        assertThat(answer.body())
                .isEqualTo(asHim.with("Mcp-Session-Id", nobodys).post(message).body());
        assertThat(asHim.method("GET").statusCode()).isEqualTo(404);
        assertThat(asHim.with("Last-Event-ID", "1").method("GET").statusCode()).isEqualTo(404);
        assertThat(asHim.method("DELETE").statusCode()).isEqualTo(404);
        assertThat(alice.post(request("ping", "{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatWasSaidBeforeIsNotSaidAgainToAnybody() throws Exception {
        for (String event : List.of("0", "1", alice.header("Mcp-Session-Id"), loot.of("job"))) {
            try (InputStream stream = bob.with("Last-Event-ID", event).listen().body()) {
                assertThat(new String(stream.readNBytes(27), UTF_8)).doesNotContain("data:");
            }
        }
    }
}
