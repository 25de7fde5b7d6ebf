package dev.hpcmcp.app;

import dev.hpcmcp.backend.local.LocalBackend;
import dev.hpcmcp.backend.local.LocalSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What a local job's runner calls when the job has ended and no server is alive, so that waiting
 * jobs start.
 */
@Command(name = "local-pass", hidden = true)
final class LocalPass implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID")
    private String id = "";

    @Parameters(index = "1", paramLabel = "SLOTS")
    private int slots;

    @Parameters(index = "2", paramLabel = "SPOOL")
    private Path spool = Path.of("");

    @Override
    public Integer call() {
        new LocalBackend(
                        repeating(LocalSettings.usual(id).withSlots(slots).withSpool(spool)),
                        Clock.systemUTC())
                .pass();
        return 0;
    }

    /** These settings, with the command that opens the same cluster again. */
    static LocalSettings repeating(LocalSettings settings) {
        return settings.withPassCommand(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "local-pass",
                        settings.id(),
                        String.valueOf(settings.slots()),
                        settings.spool().toString()));
    }
}
