package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTableTest {
    @TempDir Path directory;

    @Test
    void knowsItself() {
        ProcessTable table = new ProcessTable();
        Identity self = table.self();
        assertThat(table.alive(self)).isTrue();
        assertThat(Identity.parse(self + "   \n")).contains(self);
        assertThat(table.alive(new Identity(self.pid(), self.birth() + "1"))).isFalse();
    }

    @Test
    void withoutProcItGoesByTheSecondOfTheStart() {
        ProcessTable table = new ProcessTable(directory.resolve("none"));
        Identity self = table.self();
        assertThat(self.birth()).startsWith("epoch ");
        assertThat(table.alive(self)).isTrue();
        long other = Instant.now().minusSeconds(864_000).getEpochSecond();
        assertThat(table.alive(new Identity(self.pid(), "epoch " + other))).isFalse();
        assertThat(table.alive(new Identity(self.pid(), "epoch x"))).isFalse();
        assertThat(table.anyMarked("x")).isFalse();
    }

    @Test
    void aProcessThatWasNotCollectedYetIsDead() throws IOException {
        Files.createDirectories(directory.resolve("sys/kernel/random"));
        Files.writeString(directory.resolve("sys/kernel/random/boot_id"), "boot\n");
        Path stat = Files.createDirectory(directory.resolve("7")).resolve("stat");
        ProcessTable table = new ProcessTable(directory);
        Identity process = new Identity(7, "boot 22");
        String rest = " 1 7 7 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 22 23 24";
        Files.writeString(stat, "7 (a) b (c) S" + rest);
        assertThat(table.alive(process)).isTrue();
        assertThat(table.alive(new Identity(7, "earlier-boot 22"))).isFalse();
        Files.writeString(stat, "7 (a) b (c) Z" + rest);
        assertThat(table.alive(process)).isFalse();
    }

    @Test
    void refusesWhatIsNoIdentity() {
        assertThat(Identity.parse("")).isEmpty();
        assertThat(Identity.parse("x 1")).isEmpty();
        assertThat(Identity.parse("12")).isEmpty();
    }
}
