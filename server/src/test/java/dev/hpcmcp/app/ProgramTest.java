package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    @TempDir private Path home;
    private Program program;

    @BeforeEach
    void configure() throws IOException {
        program = new Program(home, "");
    }

    private Program.Result run(String... arguments) throws IOException, InterruptedException {
        return program.run(arguments);
    }

    private Program.Result call(String tool, String json) throws IOException, InterruptedException {
        return run("call", tool, json, "--config", program.config().toString());
    }

    @Test
    void callRunsAToolAndPrintsItsAnswerAsJson() throws Exception {
        Program.Result submitted = call("submit_job", "{\"script\":\"#!/bin/sh\\necho hello\"}");
        String id = submitted.json().path("job").path("job_id").asString();
        Program.Result waited = call("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
        Program.Result log = call("get_session_logs", "{\"job_id\":\"%s\"}".formatted(id));

        assertThat(submitted.code()).isZero();
        assertThat(submitted.err()).isEmpty();
        assertThat(waited.json().path("jobs").get(0).path("outcome").asString())
                .isEqualTo("succeeded");
        assertThat(log.json().path("text").asString()).contains("\nhello\n");
    }

    @Test
    void aFailedToolPrintsItsWordsAndExitsOne() throws Exception {
        Program.Result result = call("get_session_logs", "{\"job_id\":\"999\"}");

        assertThat(result.code()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("not_found: there is no job 999").contains("list_jobs");
    }

    @Test
    void wrongUsageExitsTwo() throws Exception {
        assertThat(run("nonsense").code()).isEqualTo(2);
        assertThat(run().code()).isEqualTo(2);
        Program.Result broken = call("list_jobs", "{oops");
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.err())
                .isEqualTo("hpc-mcp: the arguments are not a JSON object; try '{}'\n");
    }

    @Test
    void aScriptOfFiveMegabytesIsRefusedInASentence() throws Exception {
        Path file = home.resolve("arguments.json");
        Files.writeString(file, "{\"script\":\"#!/bin/sh\\n#" + "x".repeat(5 << 20) + "\"}");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Duser.home=" + home,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.hpcmcp.app.Main",
                                "call",
                                "submit_job",
                                "-",
                                "--config",
                                program.config().toString())
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .start();

        String words =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isOne();
        assertThat(words).startsWith("invalid_input: script: ").hasSizeLessThan(500);
        assertThat(call("list_jobs", "{}").json().path("total").asInt()).isZero();
    }

    @Test
    void aBrokenConfigurationIsNamedWithLineAndKey() throws Exception {
        Files.writeString(program.config(), "clusters:\n  - id: a\n    kind: local\n    slot: 4\n");

        for (String command : new String[] {"stdio", "tools", "doctor"}) {
            Program.Result result = run(command, "--config", program.config().toString());
            assertThat(result.code()).as(command).isOne();
            assertThat(result.out() + result.err())
                    .contains(
                            "config.yml, line 4: clusters.[0].slot: unknown key slot; did you mean slots?")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aBrokenStoreIsNamedByDoctorAndOnlyRequestIdsAreRefused() throws Exception {
        Path store = Files.writeString(home.resolve("store.db"), "no database ".repeat(500));
        Files.writeString(
                program.config(),
                Files.readString(program.config())
                        + "\nstore: {url: 'jdbc:sqlite:%s'}\n".formatted(store));

        Program.Result doctor = run("doctor", "--config", program.config().toString());
        Program.Result plain = call("submit_job", "{\"command\":[\"true\"]}");
        Program.Result once = call("submit_job", "{\"command\":[\"true\"],\"request_id\":\"r1\"}");

        assertThat(doctor.out()).contains("FAIL  store").contains("cannot be used");
        assertThat(plain.json().path("warnings").get(0).asString()).contains("not remembered");
        assertThat(once.code()).isOne();
        assertThat(once.err()).contains("nothing was submitted").doesNotContain("Exception");
    }

    @Test
    void aRequestIdHoldsFromOneProcessToTheNext() throws Exception {
        String once = "{\"command\":[\"true\"],\"request_id\":\"r1\"}";
        Program.Result first = call("submit_job", once);
        Program.Result second = call("submit_job", once);

        assertThat(second.json().path("already_submitted").asBoolean()).isTrue();
        assertThat(second.json().path("job").path("job_id"))
                .isEqualTo(first.json().path("job").path("job_id"));
    }

    @Test
    void initWritesAConfigurationThatDoctorLikes() throws Exception {
        Path config = home.resolve(".config/hpc-mcp/config.yml");

        Program.Result written = run("init");
        Program.Result again = run("init");
        Program.Result doctor = run("doctor");

        assertThat(written.code()).isZero();
        assertThat(Files.getPosixFilePermissions(config)).hasSize(2);
        assertThat(again.code()).isOne();
        assertThat(again.err()).contains("is there already").contains("--force");
        assertThat(doctor.out())
                .contains("ok    configuration    " + config)
                .contains("ok    cluster local");
        assertThat(doctor.code()).isZero();
    }

    @Test
    void doctorSaysWhatIsWrongWithASpoolThatCannotBe() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        Files.writeString(
                program.config(),
                "clusters: [{id: local, kind: local, spool: '%s/spool'}]".formatted(file));

        Program.Result doctor = run("doctor", "--config", program.config().toString());

        assertThat(doctor.code()).isOne();
        assertThat(doctor.out()).contains("FAIL  cluster local    down (local): ");
    }

    @Test
    void toolsListsWhatAnAgentWouldSee() throws Exception {
        Program.Result all = run("tools", "--config", program.config().toString());
        Program.Result reading =
                run("tools", "--json", "--read-only", "--config", program.config().toString());

        assertThat(all.out()).contains("submit_job").doesNotContain("fetch_images");
        assertThat(reading.json().valueStream().map(tool -> tool.path("name").asString()))
                .contains("list_jobs")
                .doesNotContain("submit_job", "cancel_job");
        assertThat(reading.json().get(0).has("inputSchema")).isTrue();
    }

    @Test
    void helpAndVersionAreShort() throws Exception {
        assertThat(run("--version").out()).startsWith("hpc-mcp ");
        assertThat(run("--help").out())
                .contains("stdio", "http", "call", "doctor")
                .doesNotContain("local-pass");
    }

    @Test
    void waitingJobsRunThoughNoServerDoes() throws Exception {
        Files.writeString(
                program.config(),
                "clusters: [{id: local, kind: local, slots: 1, spool: '%s'}]"
                        .formatted(home.resolve("spool")));
        Path last = home.resolve("last");
        call("submit_job", "{\"command\":[\"sleep\",\"1\"]}");
        call("submit_job", "{\"command\":[\"sleep\",\"1\"]}");
        call("submit_job", "{\"command\":[\"touch\",\"%s\"]}".formatted(last));

        long deadline = System.nanoTime() + java.time.Duration.ofSeconds(30).toNanos();
        while (!Files.exists(last) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }

        assertThat(last).exists();
    }
}
