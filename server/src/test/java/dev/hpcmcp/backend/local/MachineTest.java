package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
    @TempDir Path proc;

    private void process(int pid, String name, int session, String times) throws IOException {
        Files.writeString(
                Files.createDirectories(proc.resolve(Integer.toString(pid))).resolve("stat"),
                "%d (%s) S 1 %d %d 0 -1 4194304 10 20 0 0 %s 20 0 1 0 12345 1 1"
                        .formatted(pid, name, session, session, times));
    }

    @Test
    void addsUpASessionWithTheChildrenThatEnded() throws IOException {
        process(10, "sh", 10, "100 50 30 20");
        process(11, "a) S 1 1 99 (b", 10, "200 0 0 0");
        process(12, "other", 12, "9999 0 0 0");
        Files.createDirectories(proc.resolve("13"));
        Machine machine = new Machine(proc);

        assertThat(machine.cpuSeconds(10)).isEqualTo(4.0);
        assertThat(machine.cpuSeconds(77)).isZero();
    }

    @Test
    void readsMemoryAndLoad() throws IOException {
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:       16000000 kB\nMemFree:  1 kB\nMemAvailable:    4000000 kB\n");
        Files.writeString(proc.resolve("loadavg"), "1.25 0.50 0.10 1/100 4242\n");
        Machine machine = new Machine(proc);

        assertThat(machine.memoryGbTotal()).contains(16.384);
        assertThat(machine.memoryGbAvailable()).contains(4.096);
        assertThat(machine.load()).contains(1.25);
    }

    @Test
    void withoutProcItTellsNothingRatherThanZero() {
        Machine machine = new Machine(proc.resolve("none"));

        assertThat(machine.memoryGbTotal()).isEmpty();
        assertThat(machine.memoryGbAvailable()).isEmpty();
        assertThat(machine.load()).isEmpty();
        assertThat(machine.countsCpu()).isFalse();
    }
}
