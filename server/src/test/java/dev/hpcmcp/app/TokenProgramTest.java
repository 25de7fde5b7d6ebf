package dev.hpcmcp.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens from the terminal, and what they open. */
class TokenProgramTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @TempDir private Path home;

    private Program.Result token(Program program, String... words) throws Exception {
        String[] all = new String[words.length + 3];
        all[0] = "token";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--config";
        all[words.length + 2] = program.config().toString();
        return program.run(all);
    }

    @Test
    void aTokenIsShownOnceAndOpensWhatItSaysUntilItIsRevoked() throws Exception {
        Program program =
                new Program(
                        home,
                        "store: {url: 'jdbc:sqlite:%s'}\nhttp: {management-port: 0}"
                                .formatted(home.resolve("store.db")));
        Program.Result made =
                token(
                        program,
                        "create",
                        "--user",
                        "alice",
                        "--scopes",
                        "clusters:read jobs:read",
                        "--clusters",
                        "local",
                        "--expires",
                        "30d",
                        "--name",
                        "the laptop");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).matches("hpcmcp_[a-z2-7]{10}_[A-Za-z0-9_-]{43}\n");
        String secret = made.out().strip();
        String id = secret.substring(7, 17);
        assertThat(made.err()).contains(id).doesNotContain(secret);
        assertThat(new String(Files.readAllBytes(home.resolve("store.db")), ISO_8859_1))
                .doesNotContain(secret.substring(18));

        try (HttpTalk alice = HttpTalk.start(program, secret).initialized()) {
            assertThat(
                            alice.ask("tools/list", "{}")
                                    .at("/result/tools")
                                    .valueStream()
                                    .map(tool -> tool.path("name").asString()))
                    .contains("list_jobs")
                    .doesNotContain("submit_job");
            Program.Result listed = token(program, "list");
            assertThat(listed.out())
                    .contains(id, "valid", "alice", "jobs:read on local (the laptop)")
                    .doesNotContain(secret);

            InputStream heard = alice.listen();
            String fresh = token(program, "rotate", id).out().strip();
            assertThat(alice.post("{}").statusCode()).isEqualTo(401);
            assertThat(endsWithin(TEN_SECONDS, heard)).isTrue();
            try (HttpTalk again = alice.as(fresh).initialized()) {
                InputStream heardAgain = again.listen();
                assertThat(token(program, "revoke", id).code()).isZero();
                assertThat(again.post("{}").statusCode()).isEqualTo(401);
                assertThat(endsWithin(TEN_SECONDS, heardAgain)).isTrue();
            }
        }
        assertThat(token(program, "list").out()).contains("revoked");
    }

    /** The stream is looked after every five seconds. */
    private static boolean endsWithin(Duration time, InputStream stream) {
        try (stream) {
            return CompletableFuture.supplyAsync(() -> read(stream))
                    .get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillOpen) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean read(InputStream stream) {
        try {
            stream.readAllBytes();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStreamEndsSoonAfterItsUserWasStopped() throws Exception {
        Program program =
                new Program(
                        home,
                        "store: {url: 'jdbc:sqlite:%s'}\nhttp: {management-port: 0}"
                                .formatted(home.resolve("store.db")));
        String secret =
                token(program, "create", "--user", "alice", "--scopes", "jobs:read").out().strip();
        try (HttpTalk alice = HttpTalk.start(program, secret).initialized()) {
            InputStream heard = alice.listen();
            Program.Result stopped =
                    program.run(
                            "stop-agent",
                            "--user",
                            "alice",
                            "--config",
                            program.config().toString());
            assertThat(stopped.code()).as(stopped.err()).isZero();
            assertThat(endsWithin(TEN_SECONDS, heard)).isTrue();
        }
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        Program program =
                new Program(
                        home, "store: {url: 'jdbc:sqlite:%s'}".formatted(home.resolve("store.db")));
        assertThat(token(program, "create", "--user", "a", "--scopes", "jobs:raed").err())
                .contains("no scope jobs:raed");
        assertThat(
                        token(
                                        program,
                                        "create",
                                        "--user",
                                        "a",
                                        "--scopes",
                                        "jobs:read",
                                        "--clusters",
                                        "mars")
                                .err())
                .isEqualTo(
                        "hpc-mcp: there is no cluster mars in the configuration; there are local\n");
        assertThat(token(program, "create", "--user", "oauth:a@x", "--scopes", "jobs:read").err())
                .contains("identity provider");
        assertThat(
                        token(
                                        program,
                                        "create",
                                        "--user",
                                        "a",
                                        "--scopes",
                                        "jobs:read",
                                        "--expires",
                                        "soon")
                                .err())
                .contains("90m, 12h or 30d");
        Program.Result missing = token(program, "revoke", "abcdefghij");
        assertThat(missing.code()).isOne();
        assertThat(missing.err())
                .isEqualTo(
                        "hpc-mcp: there is no token abcdefghij that could still be used; hpc-mcp"
                                + " token list names them.\n");
    }
}
