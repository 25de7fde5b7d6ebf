package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.backend.slurm.FakeSlurmrestd;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of it as an HTTP server has it: the page, the vault, the ledger, the cluster. */
class SignInProgramTest {
    @TempDir private Path folder;
    private FakeSlurmrestd slurm;
    private Wiring wiring;

    @BeforeEach
    void open() throws Exception {
        slurm = new FakeSlurmrestd();
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                """
                clusters:
                  - {id: lab, kind: slurm, url: "%s", version: v0.0.38, credentials: per-user, directory: /home/%%u}
                store: {url: "jdbc:sqlite:%s"}
                http: {public-url: https://hpc.example.org/mcp}
                """
                        .formatted(slurm.url(), folder.resolve("store.db")));
        wiring = new Wiring(SettingsFile.read(config, Map.of()), true);
    }

    @AfterEach
    void close() {
        wiring.close();
        slurm.close();
    }

    /** A program that opens pages, with somebody who signs in there. */
    private final class Browsing implements Client {
        private final List<URI> opened = new ArrayList<>();

        @Override
        public String program() {
            return "agent";
        }

        @Override
        public void report(double done, OptionalDouble total, String message) {}

        @Override
        public boolean canAnswer() {
            return false;
        }

        @Override
        public boolean canOpen() {
            return true;
        }

        @Override
        public Consent confirm(String question) {
            return Consent.NONE;
        }

        @Override
        public Consent invite(URI page, String why) {
            opened.add(page);
            wiring.personal()
                    .vault()
                    .put(
                            "alice",
                            "lab",
                            Credential.of(Credential.Kind.TOKEN, Secret.of("token-of-alice")));
            return Consent.GIVEN;
        }
    }

    private Answer submit(Client client) {
        return wiring.toolbox()
                .call(
                        Callers.ALICE,
                        "submit_job",
                        Map.of(
                                "cluster",
                                "lab",
                                "script",
                                "#!/bin/sh\ntrue\n",
                                "request_id",
                                "nightly"),
                        client);
    }

    @Test
    void aSubmitOfSomebodyUnknownIsSentOnceTheyHaveSignedInAndOnlyOnce() {
        Browsing alice = new Browsing();
        Answer answer = submit(alice);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        assertThat(alice.opened).containsExactly(URI.create("https://hpc.example.org/connect/lab"));
        assertThat(slurm.submits).hasValue(1);
        assertThat(submit(alice).failed()).isFalse();
        assertThat(slurm.submits).hasValue(1);
        assertThat(alice.opened).hasSize(1);
    }

    @Test
    void somebodyWhoseNameIsNoAccountsSaysWhichTheyHave() {
        wiring.personal()
                .vault()
                .put(
                        "oauth:Al ice@https://login.example.org",
                        "lab",
                        Credential.of(Credential.Kind.TOKEN, Secret.of("token-of-alice")));
        Answer answer =
                wiring.toolbox()
                        .call(
                                Callers.of("oauth:Al ice@https://login.example.org"),
                                "list_jobs",
                                Map.of("cluster", "lab"),
                                Client.SILENT);
        assertThat(answer.failed()).isTrue();
        assertThat(answer.text()).startsWith("conflict: ").contains("--login");
    }

    @Test
    void whoseProgramOpensNoPagesIsGivenTheLink() {
        Answer answer = submit(Client.SILENT);
        assertThat(answer.failed()).isTrue();
        assertThat(answer.text())
                .startsWith("sign_in_needed: ")
                .contains("https://hpc.example.org/connect/lab");
        assertThat(slurm.submits).hasValue(0);
    }
}
