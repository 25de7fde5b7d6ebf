package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.port.Failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be said about a request before Slurm sees it. */
final class RequestCheck {
    private static final int LARGEST_SCRIPT = 4 * 1024 * 1024;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Cntrl}]{1,200}");

    private final JobRequest request;
    private final List<InvalidInput> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    RequestCheck(JobRequest request, Optional<String> directory) {
        this.request = request;
        checkWork();
        checkPlace(directory);
        checkWords();
        checkArray();
        checkOptions();
        request.image()
                .ifPresent(image ->
                        refuse(
                                "image",
                                "jobs here run without a container unless their script starts one"));
    }

    List<InvalidInput> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void checkWork() {
        if (request.script().isPresent() != request.command().isEmpty()) {
            refuse("script", "give a script or a command, and only one of the two");
        }
        request.script().ifPresent(this::checkScript);
        if (request.command().stream().anyMatch(RequestCheck::hasNul)) {
            refuse("command", "it holds a NUL character");
        }
    }

    private void checkScript(String script) {
        if (script.isBlank() || hasNul(script)) {
            refuse("script", "it is empty or holds a NUL character");
        }
        if (script.getBytes(StandardCharsets.UTF_8).length > LARGEST_SCRIPT) {
            refuse("script", "it is larger than 4 MiB; put data in files");
        }
        if (!script.startsWith("#!")) {
            warnings.add("the script does not begin with #!, so it is run by /bin/sh");
        }
        if (script.lines().anyMatch(line -> line.startsWith("#SBATCH"))) {
            warnings.add("lines with #SBATCH have no effect here: use the fields of the request");
        }
        if (script.indexOf('\r') >= 0) {
            warnings.add("the script has Windows line ends, with which it will likely fail");
        }
    }

    private void checkPlace(Optional<String> directory) {
        if (directory.isEmpty()) {
            refuse("working_directory", "this cluster needs one: an absolute path there");
        } else if (!directory.get().startsWith("/")) {
            refuse("working_directory", "it has to be an absolute path on the cluster");
        }
        for (Optional<String> path :
                List.of(directory, request.stdoutPath(), request.stderrPath())) {
            if (path.filter(text -> text.isBlank() || text.chars().anyMatch(c -> c < ' '))
                    .isPresent()) {
                refuse("stdout_path", "a path is empty or holds control characters");
            }
        }
        boolean shared = request.stdoutPath().filter(path -> !path.contains("%")).isPresent();
        if (request.array().isPresent() && shared) {
            refuse("stdout_path", "the tasks would overwrite each other's output: put %a into it");
        }
    }

    private void checkWords() {
        request.queue()
                .filter(word -> !WORD.matcher(word).matches())
                .ifPresent(_ -> refuse("queue", "it is no name of a queue"));
        request.environment()
                .forEach((name, value) -> {
                    if (!VARIABLE.matcher(name).matches() || hasNul(value)) {
                        refuse(
                                "environment",
                                "a name has letters, digits and _, no digit first; no NUL");
                    }
                });
        request.wallTimeSeconds()
                .filter(seconds -> seconds > 60L * Integer.MAX_VALUE)
                .ifPresent(_ -> refuse("wall_time_seconds", "it is out of range"));
        for (After after : request.after()) {
            if (SlurmId.parse(after.jobId()).isEmpty()) {
                refuse("after", after.jobId() + " is no job's id on this cluster");
            }
        }
    }

    private void checkArray() {
        try {
            request.array().ifPresent(TaskRange::parse);
        } catch (IllegalArgumentException broken) {
            refuse("array", String.valueOf(broken.getMessage()));
        }
    }

    private void checkOptions() {
        for (String option : request.nativeOptions()) {
            if (NativeOption.parse(option).isEmpty()) {
                problems.add(
                        new InvalidInput(
                                "native",
                                "this is not an option we can pass on",
                                Optional.of(NativeOption.allowed())));
            }
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private void refuse(String field, String problem) {
        problems.add(new InvalidInput(field, problem, Optional.empty()));
    }
}
