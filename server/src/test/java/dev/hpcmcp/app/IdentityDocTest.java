package dev.hpcmcp.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.app.http.OAuthSettings;
import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.spec.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployments of docs/identity.md are configurations and commands that work. */
class IdentityDocTest {
    private static final Path PAGE = Path.of("../docs/identity.md");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir private Path home;

    private Settings example(String name) throws IOException {
        Matcher block =
                Pattern.compile("<!-- example: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGE));
        assertThat(block.find()).as(name).isTrue();
        Path file = Files.writeString(home.resolve(name + ".yml"), block.group(1));
        return SettingsFile.read(
                file,
                Map.of(
                        "STORE_PASSWORD",
                        "secret",
                        "MONITOR_TOKEN",
                        "monitor-0123456789abcdef",
                        "HPC_MCP_VAULT_KEY",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "GATEWAY_SECRET",
                        "secret",
                        "PAGE_SECRET",
                        "s3cret-of-the-page"));
    }

    @Test
    void theLaptopsAgentMayDoWhatItSays() throws IOException {
        assertThat(Wiring.agent(example("laptop")).scopes())
                .containsExactlyInAnyOrder(Scope.CLUSTERS_READ, Scope.JOBS_READ, Scope.JOBS_WRITE);
    }

    @Test
    void theLabsServerStartsWithItsTokensAndMakesNone() throws IOException {
        HttpStart start = new HttpStart(example("lab").http().orElseThrow());
        assertThat(start.firstToken()).isEmpty();
        assertThat(start.settings().oauth()).isEmpty();
        assertThat(start.settings().allowedHosts()).containsExactly("hpc.lab.example.org");
    }

    @Test
    void theCentresServerTakesItsProvidersAccounts() throws IOException {
        HttpStart start = new HttpStart(example("centre").http().orElseThrow());
        assertThat(start.firstToken()).isEmpty();
        OAuthSettings oauth = start.settings().oauth().orElseThrow();
        assertThat(oauth.audience()).isEqualTo("https://hpc.example.org/mcp");
        assertThat(oauth.resource()).isEqualTo(oauth.audience());
        assertThat(oauth.accounts()).isTrue();
        assertThat(oauth.subjectClaim()).isEqualTo("preferred_username");
    }

    @Test
    void thePageSignsPeopleInAsTheClientThatIsWritten() throws IOException {
        OAuthPart oauth = example("browser").http().orElseThrow().oauth().orElseThrow();
        BrowserClient client = oauth.client().orElseThrow();
        assertThat(client.id()).isEqualTo("hpc-mcp-page");
        assertThat(client.secret().orElseThrow().reveal()).isEqualTo("s3cret-of-the-page");
        assertThat(oauth + " " + client).doesNotContain("s3cret");
    }

    @Test
    void peopleSignInByThemselvesWhereItSaysSo() throws IOException {
        for (String name : List.of("per-user", "exchange")) {
            Settings settings = example(name);
            assertThat(settings.clusters()).isNotEmpty().allMatch(ClusterSettings::personal);
            try (Wiring wiring = new Wiring(settings, true)) {
                assertThat(wiring.backends()).hasSameSizeAs(settings.clusters());
            }
        }
    }

    @Test
    void theCommandsForCredentialsRunAsTheyStand() throws Exception {
        Program program = new Program(home, "");
        Files.writeString(
                program.config(),
                """
                clusters:
                  - {id: lab, kind: slurm, url: "http://127.0.0.1:1", credentials: per-user}
                  - {id: owens, kind: ondemand, url: "http://127.0.0.1:1", credentials: per-user}
                store: {url: 'jdbc:sqlite:%s'}
                """
                        .formatted(home.resolve("store.db")));
        List<List<String>> commands = commands("hpc-mcp credential ");
        assertThat(commands).hasSize(5);
        for (List<String> command : commands) {
            List<String> words = new ArrayList<>(command);
            int from = words.indexOf("<");
            if (from >= 0) {
                words.subList(from, words.size()).clear();
            }
            words.addAll(List.of("--config", program.config().toString()));
            Program.Result result =
                    program.run("secret".getBytes(UTF_8), words.toArray(String[]::new));
            assertThat(result.code()).as(words + result.err()).isZero();
        }
    }

    @Test
    void theCommandsForTokensRunAsTheyStand() throws Exception {
        Program program = new Program(home, "");
        Files.writeString(
                program.config(),
                """
                clusters: [{id: lab, kind: local, spool: '%s'}]
                store: {url: 'jdbc:sqlite:%s'}
                """
                        .formatted(home.resolve("spool"), home.resolve("store.db")));
        String id = "";
        List<List<String>> commands = commands("hpc-mcp token ");
        assertThat(commands).hasSize(5);
        for (List<String> command : commands) {
            List<String> words = new ArrayList<>(command);
            if (words.contains("ID")) {
                words.set(words.indexOf("ID"), id);
            }
            words.addAll(List.of("--config", program.config().toString()));
            Program.Result result = program.run(words.toArray(String[]::new));
            assertThat(result.code()).as(words + result.err()).isZero();
            if (words.contains("create")) {
                id = result.out().substring(7, 17);
            }
        }
    }

    @Test
    void theCommandsForAnAgentThatMayDoLessServe() throws Exception {
        Program program = new Program(home, "");
        List<List<String>> commands = commands("hpc-mcp stdio ");
        assertThat(commands).hasSize(2);
        for (List<String> command : commands) {
            List<String> options = command.subList(1, command.size());
            try (Program.Talk talk = program.talk(options.toArray(String[]::new)).initialized()) {
                assertThat(talk.ask("tools/list", "{}").at("/result/tools").toString())
                        .contains("list_jobs")
                        .doesNotContain("\"name\":\"submit_job\"");
            }
        }
    }

    /** The lines of the page that begin so, as words after the program's name. */
    private static List<List<String>> commands(String start) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.replaceFirst(" +#.*", ""))
                .map(line ->
                        WORD.matcher(line)
                                .results()
                                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                                .skip(1)
                                .toList())
                .toList();
    }
}
