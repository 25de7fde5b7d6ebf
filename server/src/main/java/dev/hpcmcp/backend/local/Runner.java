package dev.hpcmcp.backend.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts {@code runner.sh}, each time in a session of its own so that it outlives this process. */
final class Runner {
    private static final String NAME = "runner.sh";
    private static final List<Path> TOOL_PLACES =
            Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")
                    .map(Path::of)
                    .toList();
    private static final String PERL_SETSID = "setsid(); exec {$ARGV[0]} @ARGV; exit 127";
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final Path spool;
    private final Duration grace;
    private final byte[] text;
    private final Path script;

    Runner(Path spool, Duration grace) {
        this.spool = spool;
        this.grace = grace;
        this.text = resource();
        this.script = spool.resolve("runner-" + hash(text) + ".sh");
    }

    /** A command that runs its arguments in a new session, if this machine has one. */
    static Optional<List<String>> session(List<Path> places) {
        Optional<Path> setsid = tool("setsid", places);
        if (setsid.isPresent()) {
            return Optional.of(List.of(setsid.get().toString(), "--"));
        }
        return tool("perl", places)
                .map(perl -> List.of(perl.toString(), "-MPOSIX=setsid", "-e", PERL_SETSID));
    }

    static Optional<List<String>> session() {
        return session(TOOL_PLACES);
    }

    private static Optional<Path> tool(String name, List<Path> places) {
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void run(Attempt attempt, LocalId id, Optional<Long> limit) throws IOException {
        List<String> session =
                session().orElseThrow(() -> new IOException("neither setsid nor perl is there"));
        List<String> arguments = new ArrayList<>(List.of("run", attempt.directory().toString()));
        arguments.add(graceSeconds());
        arguments.add(Long.toString(limit.orElse(0L)));
        arguments.add(spool.toString());
        arguments.add(id.toString());
        arguments.addAll(session);
        start(arguments);
    }

    /** Asks the job to end, and kills it after the grace; does not wait for that. */
    void end(Attempt attempt, boolean atOnce) throws IOException {
        start(List.of("end", attempt.directory().toString(), atOnce ? "0" : graceSeconds()));
    }

    void signal(Attempt attempt, String signal) throws IOException {
        Process sender = start(List.of("signal", attempt.directory().toString(), signal));
        try {
            if (!sender.waitFor(SHORT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("sending the signal took too long");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String graceSeconds() {
        return Long.toString(Math.max(1, grace.toSeconds()));
    }

    private Process start(List<String> arguments) throws IOException {
        install();
        List<String> command = new ArrayList<>(session().orElse(List.of()));
        command.add("/bin/sh");
        command.add(script.toString());
        command.addAll(arguments);
        File nothing = new File("/dev/null");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(spool.toFile())
                        .redirectInput(nothing)
                        .redirectOutput(nothing)
                        .redirectError(nothing);
        Map<String, String> environment = builder.environment();
        Map<String, String> passedOn = JobEnvironment.passedOn(Map.copyOf(environment));
        environment.clear();
        environment.putAll(passedOn);
        return builder.start();
    }

    /** The name tells the content, so that servers of different versions can share a spool. */
    private void install() throws IOException {
        if (Files.exists(script)) {
            return;
        }
        Path made = Files.createTempFile(spool, ".runner", "");
        Files.write(made, text);
        Files.move(made, script, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] resource() {
        try (InputStream stream =
                Objects.requireNonNull(Runner.class.getResourceAsStream(NAME), NAME)) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException(NAME + " cannot be read", broken);
        }
    }

    private static String hash(byte[] text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
