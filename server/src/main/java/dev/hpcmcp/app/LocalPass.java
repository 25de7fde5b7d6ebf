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
    @Parameters(index = "0", paramLabel = "SPOOL")
    private Path spool = Path.of("");

    @Override
    public Integer call() {
        LocalSettings settings =
                LocalSettings.usual("local").withSpool(spool).withPassCommand(command());
        new LocalBackend(settings, Clock.systemUTC()).pass();
        return 0;
    }

    /** This very program again, without its spool: the runner adds that. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hpcmcp.app.Main",
                "local-pass");
    }
}
