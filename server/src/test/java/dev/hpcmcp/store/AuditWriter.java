package dev.hpcmcp.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server of its own process that writes to an audit as fast as it can. */
final class AuditWriter {
    static final int RECORDS = 150;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private AuditWriter() {}

    /** Starts when the other one is there too. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[1];
        StoreSettings settings = new StoreSettings(arguments[0], Duration.ofDays(90));
        try (Store store = new Store(settings, Clock.systemUTC());
                AuditLog log =
                        store.audit(
                                new AuditSettings(Optional.empty(), Duration.ofDays(365_000)))) {
            meet(Path.of(arguments[2]), name);
            for (int i = 0; i < RECORDS; i++) {
                log.keep(AuditRig.trace(name));
            }
        }
    }

    private static void meet(Path place, String name) throws Exception {
        Files.createFile(place.resolveSibling("ready-" + name));
        Path other = place.resolveSibling("ready-" + (name.equals("a") ? "b" : "a"));
        long end = System.nanoTime() + PATIENCE;
        while (Files.notExists(other) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
    }
}
