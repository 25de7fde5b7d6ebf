package dev.hpcmcp.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server of its own process that writes to an audit as fast as it can, round by round with
 * another: else the first might be done before the second has begun.
 */
final class AuditWriter {
    static final int RECORDS = 150;
    private static final int A_ROUND = 30;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private AuditWriter() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments[1];
        StoreSettings settings = new StoreSettings(arguments[0], Duration.ofDays(90));
        try (Store store = new Store(settings, Clock.systemUTC());
                AuditLog log =
                        store.audit(
                                new AuditSettings(Optional.empty(), Duration.ofDays(365_000)))) {
            for (int i = 0; i < RECORDS; i++) {
                if (i % A_ROUND == 0) {
                    meet(Path.of(arguments[2]), name, i);
                }
                log.keep(AuditRig.trace(name));
            }
        }
    }

    private static void meet(Path place, String name, int record) throws Exception {
        Files.createFile(place.resolveSibling("ready-" + name + record));
        Path other = place.resolveSibling("ready-" + (name.equals("a") ? "b" : "a") + record);
        long end = System.nanoTime() + PATIENCE;
        while (Files.notExists(other) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
    }
}
