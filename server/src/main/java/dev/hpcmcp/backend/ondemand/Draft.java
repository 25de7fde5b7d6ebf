package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.JobRequest;
import java.util.Optional;

/**
 * Where a request leads: what it says, or else its script, or else what is usual. It comes out the
 * same whenever it is made from the same request, so that a job's output is found again.
 *
 * @param directory absolute, unless nobody knows the home directory
 * @param stdout with places for the job's number as Slurm writes them
 * @param stderr if it does not go where the output goes
 */
record Draft(
        String name,
        Optional<String> directory,
        Optional<String> stdout,
        Optional<String> stderr,
        Optional<String> array,
        Optional<String> queue,
        Optional<String> project,
        boolean held,
        Directives directives) {
    static Draft of(JobRequest request, Site site, Optional<String> usualDirectory) {
        Directives script = site.isSlurm() ? Directives.of(script(request)) : Directives.of("");
        String name = request.name().or(() -> script.get("job-name")).orElse("job");
        Optional<String> directory =
                request.workingDirectory()
                        .or(() -> script.get("chdir"))
                        .or(() -> usual(site, usualDirectory))
                        .map(site::absolute)
                        .map(path -> below(site.home(), path));
        Optional<String> array = request.array().or(() -> script.get("array"));
        Optional<String> stdout =
                request.stdoutPath()
                        .or(() -> script.get("output"))
                        .or(() -> Optional.of(output(site, name, array.isPresent())))
                        .map(path -> placed(site, directory, name, path));
        return new Draft(
                name,
                directory,
                stdout,
                request.stderrPath()
                        .or(() -> script.get("error"))
                        .map(path -> placed(site, directory, name, path)),
                array,
                request.queue().or(() -> script.get("partition")),
                request.project().or(() -> script.get("account")),
                request.hold().orElse(false) || script.has("hold"),
                script);
    }

    /** The usual place, also of jobs that nobody remembers the request of. */
    static Draft usual(Site site, Optional<String> usualDirectory, boolean array) {
        JobRequest nothing = JobRequest.ofScript("#!/bin/sh");
        return of(array ? nothing.change().array("0").build() : nothing, site, usualDirectory);
    }

    private static Optional<String> usual(Site site, Optional<String> directory) {
        return directory
                .filter(path -> !path.contains("%u") || site.user().isPresent())
                .map(path -> path.replace("%u", site.user().orElse("")))
                .or(site::home);
    }

    private static String output(Site site, String name, boolean array) {
        if (!site.isSlurm()) {
            return name.replaceAll("[^A-Za-z0-9._-]", "_") + ".out";
        }
        return array ? "slurm-%A_%a.out" : "slurm-%j.out";
    }

    private static String placed(Site site, Optional<String> directory, String name, String path) {
        String plain =
                path.replace("%x", name.replace("%", "%%").replace("/", "_"))
                        .replace("%u", site.user().orElse("%u"));
        return below(directory, site.absolute(plain));
    }

    private static String below(Optional<String> directory, String path) {
        return path.startsWith("/") || directory.isEmpty() || path.startsWith("~")
                ? path
                : directory.get() + "/" + path;
    }

    /** The script that the job runs, before anything is put into it. */
    static String script(JobRequest request) {
        if (request.script().isPresent()) {
            String script = request.script().get();
            return script.startsWith("#!") ? script : "#!/bin/sh\n" + script;
        }
        return "#!/bin/sh\nexec "
                + String.join(" ", request.command().stream().map(Draft::quoted).toList())
                + "\n";
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
