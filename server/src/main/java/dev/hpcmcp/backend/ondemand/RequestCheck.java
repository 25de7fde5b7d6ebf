package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be said about a request before the site sees it: much would be dropped in silence. */
final class RequestCheck {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,:@+-]{0,199}");
    private static final Pattern SHELL = Pattern.compile("#!.*\\b(ba|da|z|k)?sh\\b.*");

    private final JobRequest request;
    private final Site site;
    private final Draft draft;
    private final List<InvalidInput> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    RequestCheck(JobRequest request, Site site, Draft draft) {
        this.request = request;
        this.site = site;
        this.draft = draft;
        checkWork();
        checkPlaces();
        checkWords();
        checkArray();
        checkAfter();
        checkScheduler();
        if (request.image().isPresent()) {
            refuse("image", "jobs here run without a container unless their script starts one");
        }
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
        request.script()
                .ifPresent(script -> {
                    if (script.isBlank() || hasNul(script)) {
                        refuse("script", "it is empty or holds a NUL character");
                    }
                    if (!script.startsWith("#!")) {
                        warnings.add("the script does not begin with #!, so it is run by /bin/sh");
                    }
                    if (script.indexOf('\r') >= 0) {
                        warnings.add(
                                "the script has Windows line ends, with which it will likely fail");
                    }
                });
        if (request.command().stream().anyMatch(RequestCheck::hasNul)) {
            refuse("command", "it holds a NUL character");
        }
    }

    private void checkPlaces() {
        if (draft.directory().filter(path -> path.startsWith("/")).isEmpty()) {
            refuse(
                    "working_directory",
                    "this site does not tell where your home directory is: name an absolute path below it");
        }
        Stream.of(draft.directory(), draft.stdout(), draft.stderr())
                .flatMap(Optional::stream)
                .filter(path -> path.isBlank() || path.chars().anyMatch(c -> c < ' '))
                .findFirst()
                .ifPresent(_ -> refuse("stdout_path", "a path is empty or has control characters"));
        site.home()
                .filter(home ->
                        !draft.stdout().map(path -> path.startsWith(home + "/")).orElse(true))
                .ifPresent(_ ->
                        warnings.add(
                                "the output goes outside of the home directory, where it cannot be read through this site"));
        boolean shared = draft.stdout().filter(path -> !path.contains("%")).isPresent();
        if (draft.array().isPresent() && shared) {
            refuse(
                    "stdout_path",
                    "the tasks would overwrite each other's output: put %A_%a into it");
        }
        if (!site.isSlurm() && request.stdoutPath().isEmpty()) {
            warnings.add(
                    "jobs of the same name share one output file here: give stdout_path to tell them apart");
        }
    }

    private void checkWords() {
        check("name", request.name().filter(n -> n.chars().anyMatch(c -> c < ' ') || n.isBlank()));
        check("queue", request.queue().filter(w -> !WORD.matcher(w).matches()));
        check("project", request.project().filter(w -> !WORD.matcher(w).matches()));
        check("qos", request.qos().filter(w -> !WORD.matcher(w).matches()));
        if (!NativeOptions.isGood(request.nativeOptions())) {
            refuse(
                    "native",
                    "options look like --constraint=big or -N 2, without control characters");
        }
        request.environment()
                .forEach((name, value) -> {
                    if (!VARIABLE.matcher(name).matches() || hasNul(value)) {
                        refuse(
                                "environment",
                                "a name has letters, digits and _, no digit first; no NUL");
                    }
                });
        if (!request.environment().isEmpty() && !shell(request)) {
            refuse("environment", "it can only be given to shell scripts: set it in the script");
        }
    }

    private static boolean shell(JobRequest request) {
        return SHELL.matcher(Draft.script(request).lines().findFirst().orElse("")).matches();
    }

    /** Variables reach a job by its script's first lines: others cannot say who submitted them. */
    static JobRequest unsignedUnlessShell(JobRequest request) {
        return shell(request)
                ? request
                : request.change().environment(Signature.without(request.environment())).build();
    }

    private void check(String field, Optional<String> wrong) {
        wrong.ifPresent(_ -> refuse(field, "it has characters that do not belong there"));
    }

    private void checkArray() {
        try {
            draft.array().ifPresent(TaskRange::parse);
        } catch (IllegalArgumentException broken) {
            if (request.array().isPresent()) {
                refuse("array", String.valueOf(broken.getMessage()));
            }
        }
    }

    private void checkAfter() {
        for (After after : request.after()) {
            if (!OodId.isSendable(site, after.jobId())) {
                refuse("after", after.jobId() + " is no job's id on this cluster");
            }
        }
    }

    /** Other schedulers' directives differ, and the API has no fields for these. */
    private void checkScheduler() {
        if (site.isSlurm()) {
            return;
        }
        boolean more =
                Stream.of(
                                request.array(),
                                request.nodes(),
                                request.tasks(),
                                request.cores(),
                                request.memoryGb(),
                                request.gpus(),
                                request.qos(),
                                request.hold().filter(hold -> hold))
                        .anyMatch(Optional::isPresent);
        if (more || !request.environment().isEmpty()) {
            refuse(
                    "script",
                    "sizes, arrays, qos, hold and environment have no way to this scheduler but its own directives: write them into the script");
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private void refuse(String field, String problem) {
        problems.add(new InvalidInput(field, problem, Optional.empty()));
    }
}
