package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.app.deeds.WitnessedVault;
import dev.hpcmcp.app.http.connect.Connecting;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.store.AuditChain.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls and what people do on the page are in one chain, by one writer. */
class RecorderTest {
    @TempDir private Path folder;

    private Settings settings() throws Exception {
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                """
                clusters:
                  - {id: lab, kind: slurm, url: "http://127.0.0.1:1", credentials: per-user}
                store: {url: "jdbc:sqlite:%s"}
                http: {public-url: https://hpc.example.org/mcp}
                """
                        .formatted(folder.resolve("store.db")));
        return SettingsFile.read(config, Map.of());
    }

    private static long writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("audit"))
                .count();
    }

    @Test
    void oneProcessHasOneWriterForCallsAndForThePage() throws Exception {
        Settings settings = settings();
        long before = writers();
        try (Wiring wiring = new Wiring(settings, true)) {
            Connecting page = Connections.of(settings, wiring).orElseThrow();
            assertThat(writers()).as("at the start").isEqualTo(before);
            assertThat(folder.resolve("store.db")).doesNotExist();
            wiring.toolbox().call(Wiring.owner(), "list_jobs", Map.of(), new AtTerminal());
            new WitnessedVault(page.vault(), page.witness(), Doer.inBrowser(Wiring.owner()))
                    .put(
                            "alice",
                            "lab",
                            Credential.of(
                                    Credential.Kind.TOKEN, Secret.of("put-in-by-the-person")));
            assertThat(writers()).isEqualTo(before + 1);
            wiring.flush();
            Findings findings = wiring.store().chain().verify();
            assertThat(findings.problems()).isEqualTo(List.of());
            assertThat(findings.records()).as("a read, and a deed").isEqualTo(3);
        }
    }
}
