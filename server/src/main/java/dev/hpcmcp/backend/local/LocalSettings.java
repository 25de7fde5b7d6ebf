package dev.hpcmcp.backend.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the local cluster is set up.
 *
 * @param spool the directory that is its memory; servers that share it share the cluster
 * @param slots how many cores its jobs may use together
 * @param grace how long a job that was asked to end may take before it is killed
 * @param keep how long finished jobs are remembered
 * @param passCommand what a job's runner calls when the job has ended and no server is alive: a
 *     program that opens this spool and calls {@link LocalBackend#pass}; may be empty
 * @param home where training configurations are looked for
 */
public record LocalSettings(
        String id,
        String title,
        Path spool,
        int slots,
        Duration grace,
        Duration keep,
        List<String> passCommand,
        Path home) {
    public LocalSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("a local cluster has at least one slot");
        }
        spool = spool.toAbsolutePath().normalize();
        passCommand = List.copyOf(passCommand);
    }

    /** All cores of this machine, remembered in the usual place below the home directory. */
    public static LocalSettings usual(String id) {
        Path home = Path.of(System.getProperty("user.home"));
        return new LocalSettings(
                id,
                "This machine",
                home.resolve(".local/state/hpc-mcp/local"),
                Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(10),
                Duration.ofDays(30),
                List.of(),
                home);
    }

    public LocalSettings withTitle(String other) {
        return new LocalSettings(id, other, spool, slots, grace, keep, passCommand, home);
    }

    public LocalSettings withSpool(Path other) {
        return new LocalSettings(id, title, other, slots, grace, keep, passCommand, home);
    }

    public LocalSettings withSlots(int other) {
        return new LocalSettings(id, title, spool, other, grace, keep, passCommand, home);
    }

    public LocalSettings withGrace(Duration other) {
        return new LocalSettings(id, title, spool, slots, other, keep, passCommand, home);
    }

    public LocalSettings withKeep(Duration other) {
        return new LocalSettings(id, title, spool, slots, grace, other, passCommand, home);
    }

    public LocalSettings withPassCommand(List<String> other) {
        return new LocalSettings(id, title, spool, slots, grace, keep, other, home);
    }

    public LocalSettings withHome(Path other) {
        return new LocalSettings(id, title, spool, slots, grace, keep, passCommand, other);
    }
}
