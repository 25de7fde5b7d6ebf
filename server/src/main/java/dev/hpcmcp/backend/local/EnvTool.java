package dev.hpcmcp.backend.local;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command that sets exactly a job's environment. A server that was started in the background of
 * a script is deaf to INT and QUIT, and its jobs would be too; where {@code env} can mend that, it
 * does.
 */
final class EnvTool {
    private static final String ENV = "/usr/bin/env";
    private static final String HEARING = "--default-signal=INT,QUIT";

    private Optional<List<String>> known = Optional.empty();

    synchronized List<String> command() {
        if (known.isEmpty()) {
            known = Optional.of(canReset() ? List.of(ENV, HEARING, "-i") : List.of(ENV, "-i"));
        }
        return known.get();
    }

    private static boolean canReset() {
        File nothing = new File("/dev/null");
        try {
            Process trial =
                    new ProcessBuilder(ENV, HEARING, "true")
                            .redirectOutput(nothing)
                            .redirectError(nothing)
                            .start();
            return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException cannot) {
            return false;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
