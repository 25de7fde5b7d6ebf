package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a job is refused, as the field to change: schedulers say it in a line of their own words. */
final class SubmitErrors {
    private static final List<Known> KNOWN =
            List.of(
                    known(
                            "(?i)native.*(not allowed|disabled|not enabled)|OOD_API_ALLOW_NATIVE",
                            "native",
                            "this site has switched the scheduler's own options off: write them into the script"),
                    known(
                            "(?i)invalid partition|unknown queue|no such queue|invalid queue",
                            "queue",
                            "there is no such queue; get_cluster lists them"),
                    known(
                            "(?i)invalid account|account/partition combination|unknown project",
                            "project",
                            "this account is not known or not good for this queue; get_cluster lists yours"),
                    known("(?i)invalid qos", "qos", "there is no such quality of service for you"),
                    known(
                            "(?i)time limit|invalid wall|wall_time|walltime",
                            "wall_time_seconds",
                            "it is missing, or not what the queue allows"),
                    known(
                            "(?i)job dependency",
                            "after",
                            "the scheduler cannot wait for these jobs"),
                    known("(?i)invalid job array|array", "array", "it refuses these task indices"),
                    known("(?i)memory", "memory_gb", "no node of this queue has as much memory"),
                    known("(?i)gres|gpu", "gpus", "no node of this queue has such GPUs or as many"),
                    known(
                            "(?i)node configuration is not available|node count|more processors|cpu count",
                            "nodes",
                            "no nodes of this queue have what the job asks for"),
                    known(
                            "(?i)workdir|working directory|chdir",
                            "working_directory",
                            "it has to be a plain path below your home directory"),
                    known(
                            "(?i)output_path|error_path|\\bpath\\b",
                            "stdout_path",
                            "it has to be a plain path below your home directory"),
                    known(
                            "(?i)line breaks|script|interpreter",
                            "script",
                            "the scheduler does not take it: it needs #! in its first line, and Unix line ends"));

    private SubmitErrors() {}

    static Optional<Failure> of(String message) {
        if (Pattern.compile("(?i)submit limit|submission limit|QOSMax|AssocMax")
                .matcher(message)
                .find()) {
            return Optional.of(
                    new Failure.OverBudget(
                            "of jobs or resources that the scheduler allows you", "all of it"));
        }
        return KNOWN.stream()
                .filter(known -> known.words().matcher(message).find())
                .findFirst()
                .<Failure>map(known ->
                        new Failure.InvalidInput(known.field(), known.problem(), Optional.empty()))
                .or(() ->
                        Optional.of(
                                new Failure.InvalidInput(
                                        "request",
                                        "the scheduler refuses this job; check queue, project, sizes and time against get_cluster",
                                        Optional.empty())));
    }

    private static Known known(String words, String field, String problem) {
        return new Known(Pattern.compile(words), field, problem);
    }

    private record Known(Pattern words, String field, String problem) {}
}
