package dev.hpcmcp.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Where things are kept. */
final class Paths {
    private Paths() {}

    static Path of(String text) {
        return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
    }

    /** A JDBC URL of a file may say where home is. */
    static String inUrl(String url) {
        return url.replaceFirst(
                "^(jdbc:sqlite:(file:)?)~/", "$1" + Matcher.quoteReplacement(home() + "/"));
    }

    static Path usualConfig() {
        return home().resolve(".config/hpc-mcp/config.yml");
    }

    static Path state() {
        return home().resolve(".local/state/hpc-mcp");
    }

    /**
     * The file to read: the one named, else that of the environment, else the usual one if it is
     * there.
     */
    static Optional<Path> config(Optional<Path> named, Map<String, String> environment) {
        return named.or(() -> Optional.ofNullable(environment.get("HPC_MCP_CONFIG")).map(Paths::of))
                .or(() -> Optional.of(usualConfig()).filter(java.nio.file.Files::exists));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }
}
