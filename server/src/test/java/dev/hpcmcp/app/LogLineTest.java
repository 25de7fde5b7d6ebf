package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    private static final String FORGED = "2026-01-01T00:00:00Z WARNING dev.hpcmcp a lie";

    private static String line(String message, Throwable thrown) {
        LogRecord line = new LogRecord(Level.WARNING, message);
        line.setLoggerName("dev.hpcmcp");
        line.setThrown(thrown);
        return LogLine.of(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u000b", "\u001b[2K\r", "\u202e"})
    void nobodysWordsBeginALine(String separator) {
        String words = "said" + separator + FORGED;
        String log = line(words, new IllegalStateException(words, new RuntimeException(words)));

        assertThat(log.split("\\R")).filteredOn(line -> !line.startsWith("    ")).hasSize(1);
        assertThat(log).doesNotContain("\r", "\u0085", "\u2028", "\u000b", "\u001b", "\u202e");
    }

    @Test
    void whereItWasThrownIsThere() {
        assertThat(line("broken", new IllegalStateException("why")))
                .contains("broken", "IllegalStateException: why", "LogLineTest");
    }
}
