package dev.hpcmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration that stands in a test. */
final class SettingsText {
    private SettingsText() {}

    static Settings read(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), text);
        return SettingsFile.read(file, Map.of("ALICE_TOKEN", "0123456789abcdef"));
    }
}
