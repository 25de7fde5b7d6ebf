package dev.hpcmcp.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command which needs clusters has. */
final class Config {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration; else $HPC_MCP_CONFIG, else ~/.config/hpc-mcp/config.yml, else none.")
    private @Nullable Path file;

    @Option(names = "--read-only", description = "Offer only tools that change nothing.")
    private boolean readOnly;

    /** The file that is read, if any. */
    Optional<Path> path() {
        return Paths.config(Optional.ofNullable(file), System.getenv());
    }

    Settings settings() {
        Settings settings = SettingsFile.find(Optional.ofNullable(file));
        return readOnly ? settings.withReadOnly() : settings;
    }
}
