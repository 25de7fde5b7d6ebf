package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.PlantedSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators do at the command line is in the audit. */
class DeedsProgramTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path home;
    private Program program;

    @BeforeEach
    void configure() throws Exception {
        program = new Program(home, "");
        configure("");
    }

    private void configure(String more) throws Exception {
        Files.writeString(
                program.config(),
                """
                clusters:
                  - {id: lab, kind: slurm, url: "http://127.0.0.1:1", credentials: per-user}
                store: {url: "jdbc:sqlite:%s"}
                %s
                """
                        .formatted(home.resolve("store.db"), more));
    }

    private Program.Result run(String... words) throws Exception {
        return given("", words);
    }

    private Program.Result given(String secret, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", program.config().toString()));
        return program.run(secret.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    private List<JsonNode> exported(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("audit", "export"));
        all.addAll(List.of(more));
        Program.Result result = run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(PlantedSecrets.in(result.out())).isEmpty();
        return result.out().lines().map(line -> JSON.readTree(line).path("record")).toList();
    }

    /** What was done and how it ended, of all that the operator is known to have done. */
    private List<String> ends() throws Exception {
        List<JsonNode> records = exported();
        assertThat(records)
                .allSatisfy(it -> {
                    assertThat(it.path("caller").asString())
                            .isEqualTo(System.getProperty("user.name"));
                    assertThat(it.path("client").asString()).isEqualTo("command line");
                    assertThat(it.path("digest").asString()).isEmpty();
                });
        assertThat(run("audit", "verify").out()).startsWith("ok ");
        return records.stream()
                .filter(it -> it.path("kind").asString().equals("end"))
                .map(it ->
                        "%s: %s, %s"
                                .formatted(
                                        it.path("tool").asString(),
                                        it.path("decision").asString(),
                                        it.path("outcome").asString()))
                .toList();
    }

    @Test
    void whatIsDoneWithCredentialsIsRecordedForWhomAndWithoutThem() throws Exception {
        String[] set = {"credential", "set", "--cluster", "lab", "--user", "bob"};
        given("put-in-by-the-person", set);
        given("put-in-by-the-person-again", set);
        assertThat(given("put-in-by-the-person twice", set).code()).isOne();
        run("credential", "rotate-key");
        run("credential", "remove", "--cluster", "lab", "--user", "bob");
        assertThat(run("credential", "remove", "--cluster", "lab").code()).isOne();
        assertThat(ends())
                .containsExactly(
                        "credential set: token of bob, ok",
                        "credential set: token of bob, in the place of what was kept before, ok",
                        "credential set: token of bob, invalid_input",
                        "credential rotate-key: everything that is kept, 1 sealed anew, 0 that"
                                + " could not be opened, ok",
                        "credential remove: what was kept of bob, ok",
                        "credential remove: what was kept of their own, not_found");
        assertThat(exported("--tool", "credential remove"))
                .extracting(it -> it.path("cluster").asString())
                .containsExactly("lab", "lab", "lab", "lab");
    }

    @Test
    void whoeverIsLetInIsRecordedByTheIdOfTheToken() throws Exception {
        String secret =
                run(
                                "token",
                                "create",
                                "--user",
                                "alice",
                                "--scopes",
                                "jobs:read clusters:read",
                                "--clusters",
                                "lab",
                                "--groups",
                                "staff")
                        .out()
                        .strip();
        String id = secret.substring(7, 17);
        run("token", "rotate", id, "--expires", "30d");
        run("token", "revoke", id);
        assertThat(run("token", "revoke", id).code()).isOne();
        assertThat(run("token", "rotate", "abcdefghij").code()).isOne();
        List<String> ends = ends();
        assertThat(ends.getFirst())
                .isEqualTo(
                        "token create: of alice: clusters:read jobs:read on lab, in staff, without"
                                + " an end, ok");
        assertThat(ends.get(1)).matches("token rotate: of alice, until \\S+Z, ok");
        assertThat(ends.subList(2, 5))
                .containsExactly(
                        "token revoke: of alice, ok",
                        "token revoke: of alice, not_found",
                        "token rotate: that is not there, without an end, not_found");
        assertThat(exported("--tool", "token create"))
                .extracting(it -> it.path("kind").asString() + " " + it.path("token").asString())
                .containsExactly("begin " + id, "end " + id);
    }

    @Test
    void whoStoppedWhomIsRecorded() throws Exception {
        run("stop-agent", "--user", "alice", "--for", "1h", "--reason", "asks for\nall GPUs");
        run("stop-agent", "--user", "alice", "--lift");
        assertThat(run("stop-agent", "--all", "--lift").code()).isOne();
        List<String> ends = ends();
        assertThat(ends.getFirst())
                .startsWith(
                        "stop: "
                                + System.getProperty("user.name")
                                + " stopped the agents of alice at ")
                .contains(", until ", ": asks for all GPUs")
                .endsWith(", ok");
        assertThat(ends.subList(1, 3))
                .containsExactly("lift: the agents of alice, ok", "lift: all agents, not_found");
    }

    @Test
    void whereTheAuditIsRequiredAndBrokenNothingIsDone() throws Exception {
        configure("audit: {required: true}");
        given("put-in-by-the-person", "credential", "set", "--cluster", "lab");
        breakTheAudit();
        List<Program.Result> refused =
                List.of(
                        run("token", "create", "--user", "alice", "--scopes", "jobs:read"),
                        run("stop-agent", "--all"),
                        run("credential", "remove", "--cluster", "lab"));
        assertThat(refused)
                .allSatisfy(it -> {
                    assertThat(it.code()).isOne();
                    assertThat(it.err())
                            .contains("changes nothing that it cannot record", "Nothing was done");
                    assertThat(it.out()).isEmpty();
                });
        assertThat(run("token", "list").out().lines()).hasSize(1);
        assertThat(run("stop-agent", "--list").out()).isEmpty();
        assertThat(run("credential", "list").out().lines()).hasSize(2);
    }

    private void breakTheAudit() throws Exception {
        try (Connection store =
                        DriverManager.getConnection("jdbc:sqlite:" + home.resolve("store.db"));
                Statement statement = store.createStatement()) {
            statement.execute("alter table audit rename to elsewhere");
        }
    }

    @Test
    void anAuditThatIsOffRecordsNothing() throws Exception {
        configure("audit: {enabled: false}");
        assertThat(run("token", "create", "--user", "alice", "--scopes", "jobs:read").code())
                .isZero();
        assertThat(run("token", "list").out().lines()).hasSize(2);
        assertThat(exported()).isEmpty();
    }
}
