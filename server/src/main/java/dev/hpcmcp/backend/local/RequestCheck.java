package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says everything that is wrong with a request, and what its owner should know if nothing is. */
final class RequestCheck {
    static final String QUEUE = "local";

    private static final int LARGEST_SCRIPT = 4 * 1024 * 1024;
    private static final int LONGEST_VALUE = 100_000;
    private static final int LONGEST_COMMAND = 1_000_000;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final int slots;
    private final JobRequest request;
    private final List<Failure.InvalidInput> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    RequestCheck(int slots, JobRequest request) {
        this.slots = slots;
        this.request = request;
        checkWork();
        checkUnknownHere();
        checkSize();
        checkEnvironment();
        checkPlaces();
        checkArray();
    }

    List<Failure.InvalidInput> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void checkWork() {
        request.name()
                .filter(RequestCheck::hasNul)
                .ifPresent(name -> refuse("name", "it holds a NUL character"));
        if (request.script().isPresent() != request.command().isEmpty()) {
            refuse("script", "give a script or a command, and only one of the two");
        }
        request.script().ifPresent(this::checkScript);
        checkCommand(request.command());
    }

    private void checkScript(String script) {
        if (script.isBlank()) {
            refuse("script", "it is empty");
        }
        if (script.getBytes(StandardCharsets.UTF_8).length > LARGEST_SCRIPT) {
            refuse(
                    "script",
                    "it is larger than 4 MiB; put data in files and let the script read them");
        }
        if (hasNul(script)) {
            refuse("script", "it holds a NUL character");
        }
        if (!script.startsWith("#!")) {
            warnings.add("the script does not begin with #!, so it is run by /bin/sh");
        } else if (script.lines().findFirst().isPresent() && script.indexOf('\r') >= 0) {
            warnings.add(
                    "the script has Windows line ends; if it fails with exit code 127, remove them");
        }
    }

    private void checkCommand(List<String> command) {
        if (command.isEmpty()) {
            return;
        }
        if (command.getFirst().isBlank() || command.getFirst().contains("=")) {
            refuse("command", "its first item is the program: not empty, and without =");
        }
        if (command.stream().anyMatch(RequestCheck::unfit)
                || command.stream().mapToLong(String::length).sum() > LONGEST_COMMAND) {
            refuse("command", "it holds a NUL character or is too long; pass much text in a file");
        }
    }

    private void checkUnknownHere() {
        request.image()
                .ifPresent(image ->
                        refuse("image", "jobs here run as plain processes, without a container"));
        request.project()
                .ifPresent(project -> refuse("project", "nothing is charged here: leave it out"));
        request.qos()
                .ifPresent(qos ->
                        refuse("qos", "there are no qualities of service here: leave it out"));
        if (!request.nativeOptions().isEmpty()) {
            refuse(
                    "native",
                    "there is no scheduler behind this cluster that could read them: leave it out");
        }
        request.queue()
                .filter(queue -> !queue.equals(QUEUE))
                .ifPresent(queue -> refuse("queue", "there is no such queue", QUEUE));
        request.gpus()
                .filter(gpus -> gpus > 0)
                .ifPresent(gpus -> refuse("gpus", "no GPUs are given out here", "0"));
        request.nodes()
                .filter(nodes -> nodes != 1)
                .ifPresent(nodes -> refuse("nodes", "this is one machine", "1"));
        request.memoryGb()
                .ifPresent(memory ->
                        warnings.add("memory_gb is noted, but memory is not limited here"));
    }

    private void checkSize() {
        long wanted = (long) request.tasks().orElse(1) * request.cores().orElse(1);
        if (wanted > slots || wanted < 1) {
            refuse(
                    "cores",
                    "tasks x cores is " + wanted + ", and that many will never be free",
                    "1 to " + slots);
        }
        request.wallTimeSeconds()
                .filter(seconds -> seconds < 1 || seconds > Integer.MAX_VALUE)
                .ifPresent(seconds ->
                        refuse(
                                "wall_time_seconds",
                                "it is out of range",
                                "1 to " + Integer.MAX_VALUE));
    }

    private void checkEnvironment() {
        for (Map.Entry<String, String> variable : request.environment().entrySet()) {
            String name = variable.getKey();
            if (!VARIABLE.matcher(name).matches() || name.length() > 200) {
                refuse(
                        "environment",
                        "a variable's name has only letters, digits and _, and no digit first");
            } else if (name.startsWith(JobEnvironment.OURS) && !Signature.NAMES.contains(name)) {
                refuse(
                        "environment",
                        "names that begin with HPC_MCP_ are set by this cluster: " + name);
            } else if (unfit(variable.getValue())) {
                refuse(
                        "environment",
                        "the value of " + name + " holds a NUL character or is too long");
            }
        }
    }

    private void checkPlaces() {
        Optional<Path> directory =
                path(
                        "working_directory",
                        request.workingDirectory()
                                .orElseGet(() -> System.getProperty("user.home", "/")));
        if (directory.isEmpty()) {
            return;
        }
        String words = OutputPlace.directoryProblem(directory.get());
        if (!words.isEmpty()) {
            refuse("working_directory", directory.get() + " " + words);
            return;
        }
        request.stdoutPath().ifPresent(file -> checkOutput("stdout_path", directory.get(), file));
        request.stderrPath().ifPresent(file -> checkOutput("stderr_path", directory.get(), file));
    }

    private void checkOutput(String field, Path directory, String file) {
        if (request.array().isPresent() && !file.contains("%a")) {
            refuse(field, "the tasks would overwrite each other's output: put %a into the path");
        }
        path(field, file)
                .map(directory::resolve)
                .map(OutputPlace::fileProblem)
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> refuse(field, file + " " + words));
    }

    private Optional<Path> path(String field, String text) {
        try {
            if (text.isBlank() || text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
                refuse(field, "it is empty or has a line break or NUL character in it");
                return Optional.empty();
            }
            return Optional.of(Path.of(text));
        } catch (InvalidPathException broken) {
            refuse(field, "it is not a path");
            return Optional.empty();
        }
    }

    private void checkArray() {
        try {
            request.array().ifPresent(TaskRange::parse);
        } catch (IllegalArgumentException broken) {
            refuse("array", String.valueOf(broken.getMessage()), "such as 1-10, 1,5,9 or 1-10%2");
        }
    }

    private static boolean unfit(String value) {
        return hasNul(value) || value.length() > LONGEST_VALUE;
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private void refuse(String field, String problem) {
        problems.add(new Failure.InvalidInput(field, problem, Optional.empty()));
    }

    private void refuse(String field, String problem, String allowed) {
        problems.add(new Failure.InvalidInput(field, problem, Optional.of(allowed)));
    }
}
