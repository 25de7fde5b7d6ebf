package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desktop client starts the server at every launch: what a start does not need is not loaded. */
class LazyStoreTest {
    private static final String START =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            """;

    @TempDir private Path folder;

    @Test
    void aStartUntilTheListOfToolsLoadsNothingOfTheDatabaseNorOfWhoCallsOverHttp()
            throws Exception {
        Path in = Files.writeString(folder.resolve("in"), START);
        Path out = folder.resolve("out");
        Path loaded = folder.resolve("loaded");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xlog:class+load:file=" + loaded,
                                "-Xshare:auto",
                                "-Duser.home=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.hpcmcp.app.Main",
                                "stdio")
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).content().contains("\"submit_job\"");
        List<String> database;
        try (var lines = Files.lines(loaded)) {
            database =
                    lines.filter(line ->
                                    line.contains("flyway")
                                            || line.contains("org.sqlite")
                                            || line.contains("org.postgresql")
                                            || line.contains("java.sql.Driver")
                                            || line.contains("java.sql.Connection")
                                            || line.contains("dev.hpcmcp.store.Database")
                                            || line.contains("dev.hpcmcp.watch.Follower")
                                            || line.contains("dev.hpcmcp.auth.TokenHash")
                                            || line.contains("dev.hpcmcp.auth.Issued")
                                            || line.contains("dev.hpcmcp.auth.Seal")
                                            || line.contains("dev.hpcmcp.auth.KeyRing")
                                            || line.contains("dev.hpcmcp.guard.policy")
                                            || line.contains("dev.hpcmcp.app.Policy")
                                            || line.contains("sun.misc.Signal")
                                            || line.contains("springframework")
                                            || line.contains("nimbus"))
                            .toList();
        }
        assertThat(database).isEmpty();
        assertThat(folder.resolve(".local/state/hpc-mcp/store.db")).doesNotExist();
    }
}
