package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials from the terminal. */
class CredentialProgramTest {
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
                  - {id: old, kind: slurm, url: "http://127.0.0.1:1", user: a, token: b}
                store: {url: "jdbc:sqlite:%s"}
                %s
                """
                        .formatted(home.resolve("store.db"), more));
    }

    private Program.Result credential(String secret, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("credential"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", program.config().toString()));
        return program.run(secret.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    @Test
    void aCredentialIsReadFromStandardInputSealedListedAndRemoved() throws Exception {
        Program.Result set =
                credential(
                        "planted-secret\n",
                        "set",
                        "--cluster",
                        "lab",
                        "--login",
                        "alice1",
                        "--expires",
                        "30d");
        String me = System.getProperty("user.name");
        assertThat(set.err()).isEqualTo("kept the token of " + me + " for lab\n");
        assertThat(set.code()).isZero();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.resolve("vault.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("planted-secret", "alice1");
            }
        }
        credential("bobs\n", "set", "--cluster", "lab", "--user", "bob");
        Program.Result list = credential("", "list");
        assertThat(list.out().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).matches("lab +" + me + " +token +\\S+ +\\S+"))
                .anySatisfy(line -> assertThat(line).matches("lab +bob +token +\\S+ +not known"));
        assertThat(credential("", "remove", "--cluster", "lab").code()).isZero();
        Program.Result again = credential("", "remove", "--cluster", "lab");
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("nothing is kept of " + me + " for lab");
        assertThat(credential("", "list").out().lines()).hasSize(2);
    }

    @Test
    void whatCannotBeKeptIsRefusedInWordsWithoutTheSecret() throws Exception {
        assertThat(credential("planted", "set", "--cluster", "old").err())
                .contains("old does not take credentials of each caller's own")
                .contains("credentials: per-user");
        assertThat(credential("planted", "set", "--cluster", "lba").err())
                .contains("there is no cluster lba")
                .contains("lab");
        assertThat(credential("planted", "set", "--cluster", "lab", "--kind", "cookie").err())
                .isEqualTo("hpc-mcp: lab takes token, and no cookie\n");
        assertThat(credential("planted", "set", "--cluster", "lab", "--kind", "key").err())
                .contains("it is token, api-key, cookie or certificate");
        assertThat(credential(" \n", "set", "--cluster", "lab").err())
                .contains("no secret came in on standard input");
        Program.Result broken = credential("planted\nsecret", "set", "--cluster", "lab");
        assertThat(broken.err()).contains("a token is one word").doesNotContain("planted");
        assertThat(credential("", "list").out().lines()).hasSize(1);
    }

    @Test
    void rotatingTheKeyOfOnesOwnMakesANewOneAndKeepsEverything() throws Exception {
        credential("planted", "set", "--cluster", "lab");
        String before = Files.readString(home.resolve("vault.key"));
        Program.Result rotated = credential("", "rotate-key");
        assertThat(rotated.err()).isEqualTo("sealed 1 anew\n");
        assertThat(Files.readString(home.resolve("vault.key")))
                .isNotEqualTo(before)
                .contains(before);
        assertThat(credential("", "rotate-key").err()).isEqualTo("sealed 1 anew\n");
        assertThat(Files.readString(home.resolve("vault.key"))).doesNotContain(before);
    }

    @Test
    void aKeyOfTheConfigurationIsRotatedWithTheOlderOneBesideIt() throws Exception {
        String first = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        String second = "HxAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        configure("vault: {key: '%s'}".formatted(first));
        credential("planted", "set", "--cluster", "lab");
        configure("vault: {key: '%s'}".formatted(second));
        Program.Result lost = credential("", "rotate-key");
        assertThat(lost.code()).isOne();
        assertThat(lost.err()).contains("1 could not be opened").contains("vault.older-keys");
        configure("vault: {key: '%s', older-keys: ['%s']}".formatted(second, first));
        assertThat(credential("", "rotate-key").err()).isEqualTo("sealed 1 anew\n");
        configure("vault: {key: '%s'}".formatted(second));
        assertThat(credential("", "rotate-key").err()).isEqualTo("sealed 0 anew\n");
        assertThat(home.resolve("vault.key")).doesNotExist();
    }

    @Test
    void aKeyThatIsNoneStopsTheStart() throws Exception {
        configure("vault: {key: 'cGxhbnRlZA=='}");
        Program.Result result = credential("", "list");
        assertThat(result.code()).isOne();
        assertThat(result.err())
                .contains("a key of the vault has 32 bytes, and this one has 7")
                .doesNotContain("cGxhbnRlZA");
    }
}
