package dev.hpcmcp.app;

import dev.hpcmcp.mcp.ServerCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How this server introduces itself to clients. */
final class Card {
    static final ServerCard CARD =
            new ServerCard("hpc-mcp", "HPC clusters", version(), instructions());

    private Card() {}

    /** What the build wrote into the jar. */
    static String version() {
        String version = Card.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String instructions() {
        try (InputStream text = Card.class.getResourceAsStream("/instructions.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
