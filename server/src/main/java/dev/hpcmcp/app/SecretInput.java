package dev.hpcmcp.app;

import dev.hpcmcp.port.Secret;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A secret from standard input: what is given as an argument, everybody on the machine can read.
 */
final class SecretInput {
    private static final int MOST = 64 << 10;

    private SecretInput() {}

    static Secret read(InputStream in) {
        try {
            Optional<Console> terminal =
                    Optional.ofNullable(System.console()).filter(Console::isTerminal);
            String text = terminal.isPresent() ? asked(terminal.get()) : piped(in);
            if (text.isBlank()) {
                throw new UsageException(
                        "no secret came in on standard input; give it as in: hpc-mcp credential set --cluster C < FILE");
            }
            return Secret.of(text.strip());
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read");
        }
    }

    private static String asked(Console console) {
        char[] typed = console.readPassword("Secret (it is not shown): ");
        return typed == null ? "" : new String(typed);
    }

    private static String piped(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new UsageException("a secret has at most 64 KB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
