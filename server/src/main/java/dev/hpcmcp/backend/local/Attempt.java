package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a job or task: the directory in which its runner keeps the files of which {@code
 * runner.sh} tells.
 */
record Attempt(Path directory) {
    /** After this long without a runner there will be none: whoever wanted to start it has died. */
    private static final Duration TIME_TO_START = Duration.ofSeconds(20);

    /** How an attempt stands. */
    enum Phase {
        STARTING,
        RUNNING,
        SUSPENDED,
        ENDING,
        /** Its runner has died, but something of the job still runs. */
        ADRIFT,
        /** Its runner recorded its end. */
        ENDED,
        /** Its runner has died, and nothing of the job is left. */
        LOST,
        /** It never got a runner. */
        NEVER_BEGAN
    }

    Phase phase(ProcessTable processes, Instant now) throws IOException {
        if (result().isPresent()) {
            return Phase.ENDED;
        }
        Optional<Identity> runner = Identity.parse(read("runner"));
        if (runner.isEmpty()) {
            return beforeRunner(processes, now);
        }
        if (!processes.alive(runner.get())) {
            return withoutRunner(processes);
        }
        if (endingAsked()) {
            return Phase.ENDING;
        }
        if (suspended()) {
            return Phase.SUSPENDED;
        }
        return payload().isPresent() ? Phase.RUNNING : Phase.STARTING;
    }

    private Phase beforeRunner(ProcessTable processes, Instant now) throws IOException {
        boolean late = made().map(made -> made.plus(TIME_TO_START).isBefore(now)).orElse(true);
        if (!late) {
            return Phase.STARTING;
        }
        return Files.exists(file("claim")) ? withoutRunner(processes) : Phase.NEVER_BEGAN;
    }

    /** The result is looked at again: the runner may have written it just before it went. */
    private Phase withoutRunner(ProcessTable processes) throws IOException {
        boolean alive =
                payload().map(processes::alive).orElse(false) || processes.anyMarked(read("token"));
        if (result().isPresent()) {
            return Phase.ENDED;
        }
        return alive ? Phase.ADRIFT : Phase.LOST;
    }

    /** Makes sure that no late runner begins. */
    boolean claim() throws IOException {
        return file("claim").toFile().mkdir();
    }

    Optional<Instant> startedAt() throws IOException {
        return modified("claim");
    }

    private Optional<Instant> made() throws IOException {
        return modified("token");
    }

    Optional<Identity> payload() throws IOException {
        return Identity.parse(read("payload"));
    }

    Optional<End> result() throws IOException {
        String text = read("result");
        Optional<Instant> at = modified("result");
        return text.isEmpty() || at.isEmpty()
                ? Optional.empty()
                : Optional.of(End.read(text, at.get()));
    }

    /**
     * What was asked of it: nothing, {@code cancelled}, {@code timed_out}, {@code requeue}, {@code
     * signal X}.
     */
    String ending() throws IOException {
        return read("ending");
    }

    boolean endingAsked() throws IOException {
        String ending = ending();
        return !ending.isEmpty() && !ending.startsWith(End.SIGNAL);
    }

    /** In place, like the runner does, so that a full disk does not stand in the way. */
    void askEnding(String what) throws IOException {
        Files.writeString(file("ending"), Preparation.padded(what), StandardOpenOption.WRITE);
    }

    boolean suspended() {
        return Files.exists(file("suspended"));
    }

    void markSuspended(boolean suspended) throws IOException {
        if (suspended) {
            PrivateFiles.directories(file("suspended"));
        } else {
            Files.deleteIfExists(file("suspended"));
        }
    }

    Optional<String> why() throws IOException {
        return Optional.of(read("why")).filter(text -> !text.isEmpty());
    }

    void markWhy(String why) throws IOException {
        PrivateFiles.write(file("why"), why);
    }

    private Optional<Instant> modified(String name) throws IOException {
        try {
            FileTime time = Files.getLastModifiedTime(file(name));
            return Optional.of(time.toInstant());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    private String read(String name) throws IOException {
        try {
            return Files.readString(file(name), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException absent) {
            return "";
        }
    }

    /** Where the job may write how far it is. */
    Path progress() {
        return file("progress");
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
