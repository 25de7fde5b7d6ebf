package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the directory of an attempt, with all that {@code runner.sh} reads and the room for what it
 * writes.
 */
final class Preparation {
    private static final int ROOM = 63;

    private final String cluster;
    private final Folders folders;
    private final EnvTool env = new EnvTool();

    Preparation(String cluster, Folders folders) {
        this.cluster = cluster;
        this.folders = folders;
    }

    /** Whole or not at all: the disk may be full, and then the job simply has not started. */
    Attempt prepare(StoredJob job, LocalId id) throws IOException {
        Path folder = PrivateFiles.directories(folders.of(id));
        Path made = folder.resolve("run.new");
        PrivateFiles.directories(made);
        String token = token();
        PrivateFiles.write(made.resolve("token"), token + "\n");
        PrivateFiles.write(made.resolve("argv"), values(arguments(job, id, token)));
        PrivateFiles.write(
                made.resolve("places"),
                String.join(
                        "\n",
                        job.directory(),
                        folders.stdout(job, id).toString(),
                        folders.stderr(job, id).toString(),
                        ""));
        for (String file : List.of("runner", "payload", "ending", "result")) {
            PrivateFiles.write(made.resolve(file), padded(""));
        }
        for (String file : List.of("stdout", "stderr")) {
            PrivateFiles.write(made.resolve(file), "");
        }
        Attempt attempt = folders.attempt(id);
        Files.move(made, attempt.directory(), StandardCopyOption.ATOMIC_MOVE);
        return attempt;
    }

    /** {@code env} sets exactly this environment, and then becomes the program. */
    private List<String> arguments(StoredJob job, LocalId id, String token) {
        List<String> arguments = new ArrayList<>(env.command());
        for (Map.Entry<String, String> variable :
                JobEnvironment.of(cluster, job, id, token, folders.attempt(id).progress())
                        .entrySet()) {
            arguments.add(variable.getKey() + "=" + variable.getValue());
        }
        if (job.command().isEmpty()) {
            if (!job.scriptNamesInterpreter()) {
                arguments.add("/bin/sh");
            }
            arguments.add(folders.script(job.number()).toString());
        } else {
            arguments.addAll(job.command());
        }
        return arguments;
    }

    private static String token() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As {@code runner.sh} reads them: = begins a value, + its next line. */
    static String values(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append('=').append(value.replace("\n", "\n+")).append('\n');
        }
        return text.toString();
    }

    /** A text in the fixed room that is kept for it. */
    static String padded(String text) {
        return text + " ".repeat(Math.max(0, ROOM - text.length())) + "\n";
    }
}
