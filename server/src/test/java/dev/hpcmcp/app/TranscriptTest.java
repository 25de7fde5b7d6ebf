package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole conversations, the same over stdio and over HTTP. */
class TranscriptTest {
    private static final Path FOLDER = Path.of("../agent-examples/transcripts");
    private static final String TOKEN = "transcript-0123456789";

    @TempDir private Path home;

    private static List<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(4);
            return found;
        }
    }

    @Test
    void playOverStdio() throws Exception {
        try (Program.Talk talk = new Program(home, "").talk().initialized()) {
            for (Path file : transcripts()) {
                assertThat(Transcript.read(file).play(talk::ask)).as(file.toString()).isPositive();
            }
        }
    }

    @Test
    void playOverHttp() throws Exception {
        Program program =
                new Program(
                        home,
                        """
                        http:
                          management-port: 0
                          tokens:
                            - token: %s
                              subject: alice
                              scopes: ["clusters:read", "jobs:read", "jobs:write", "images:read", "metrics:read"]
                        """
                                .formatted(TOKEN));
        try (HttpTalk talk = HttpTalk.start(program, TOKEN).initialized()) {
            for (Path file : transcripts()) {
                assertThat(Transcript.read(file).play(talk::ask)).as(file.toString()).isPositive();
            }
        }
    }
}
