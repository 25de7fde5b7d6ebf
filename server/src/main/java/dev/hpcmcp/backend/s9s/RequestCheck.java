package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be said about a request before the gateway sees it. */
final class RequestCheck {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");

    private final JobRequest request;
    private final List<InvalidInput> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    RequestCheck(JobRequest request, boolean scriptText) {
        this.request = request;
        checkWork(scriptText);
        checkLines();
        checkEnvironment();
        checkAbsent();
        warnOfGuesses();
    }

    List<InvalidInput> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void checkWork(boolean scriptText) {
        if (request.script().isPresent() != request.command().isEmpty()) {
            refuse("script", "give a script or a command, and only one of the two");
        }
        request.script()
                .ifPresent(script -> {
                    if (script.isBlank() || script.indexOf('\0') >= 0) {
                        refuse("script", "it is empty or holds a NUL character");
                    } else if (!scriptText && !isPath(script)) {
                        problems.add(
                                new InvalidInput(
                                        "script",
                                        "this cluster runs what is already on it, and takes no text of a script",
                                        Optional.of(
                                                "the absolute path of a script there, or a command")));
                    }
                });
        if (request.command().stream().anyMatch(RequestCheck::isBroken)) {
            refuse(
                    "command",
                    "it holds a line break or a NUL character; put such work in a script there");
        }
    }

    /** A script that is one absolute path stands for the file there. */
    static boolean isPath(String script) {
        return script.strip().startsWith("/") && !isBroken(script.strip());
    }

    private void checkLines() {
        line("name", request.name());
        line("queue", request.queue());
        line("project", request.project());
        line("qos", request.qos());
        line("working_directory", request.workingDirectory());
        line("stdout_path", request.stdoutPath());
        line("stderr_path", request.stderrPath());
        if (request.workingDirectory().filter(path -> !path.startsWith("/")).isPresent()) {
            refuse("working_directory", "it has to be an absolute path on the cluster");
        }
    }

    private void line(String field, Optional<String> value) {
        if (value.filter(text -> text.isBlank() || isBroken(text)).isPresent()) {
            refuse(field, "it is empty or holds a line break or a NUL character");
        }
    }

    private static boolean isBroken(String text) {
        return text.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r');
    }

    private void checkEnvironment() {
        request.environment()
                .forEach((name, value) -> {
                    if (!VARIABLE.matcher(name).matches() || isBroken(value)) {
                        refuse(
                                "environment",
                                "a name has letters, digits and _, no digit first; a value is one line");
                    }
                });
        for (After after : request.after()) {
            if (JobNumber.parse(after.jobId().value()).isEmpty()) {
                refuse("after", "one of these is no job's id on this cluster");
            }
        }
    }

    /** What the API has no word for is refused, not dropped. */
    private void checkAbsent() {
        request.array()
                .ifPresent(_ ->
                        refuse(
                                "array",
                                "this API knows no arrays; submit the tasks one by one, or with replicas"));
        request.image()
                .ifPresent(_ ->
                        refuse(
                                "image",
                                "jobs here run without a container unless their script starts one"));
        if (!request.nativeOptions().isEmpty()) {
            refuse("native", "this API passes no options of the scheduler on");
        }
    }

    private void warnOfGuesses() {
        boolean several = request.nodes().orElse(1) > 1;
        if (several && request.memoryGb().isPresent()) {
            warnings.add(
                    "the API does not say whether memory is for each node or for the job; it is sent as given");
        }
        if (several && request.gpus().isPresent()) {
            warnings.add(
                    "the API does not say whether GPUs are for each node or for the job; they are sent as given");
        }
        if (request.hold().orElse(false)) {
            warnings.add("it is held right after it was accepted, and might start in between");
        }
    }

    private void refuse(String field, String problem) {
        problems.add(new InvalidInput(field, problem, Optional.empty()));
    }
}
