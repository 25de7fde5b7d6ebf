package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Failure;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why something cannot be done to a file. On v0.4.0 all messages are alike: then nothing is known.
 */
final class FileErrors {
    private static final Pattern DIRECTORY = Pattern.compile("(?i)is a directory|directory");
    private static final Pattern TOO_LARGE = Pattern.compile("(?i)too large|exceeds|larger|limit");
    private static final Pattern ODD = Pattern.compile("(?i)not a regular");
    private static final Pattern PLACE =
            Pattern.compile("(?i)allowed|outside|denied|forbidden|permission|access");

    private FileErrors() {}

    static Optional<Failure> of(String message) {
        if (TOO_LARGE.matcher(message).find()) {
            return conflict(
                    "the file is larger than this site hands out: submit a job that runs head or tail on it, and read what that prints");
        }
        if (PLACE.matcher(message).find()) {
            return Optional.of(
                    new Failure.NotAllowed(
                            "the site lets only your home directory and /tmp be read and written this way, and of those not all; a job can reach the rest",
                            Optional.empty()));
        }
        if (ODD.matcher(message).find()) {
            return conflict("it is no plain file");
        }
        if (DIRECTORY.matcher(message).find()) {
            return conflict("it is a directory; list_files shows what is in it");
        }
        return Optional.empty();
    }

    private static Optional<Failure> conflict(String problem) {
        return Optional.of(new Failure.Conflict(problem));
    }
}
