package dev.hpcmcp.guard.policy;

import dev.hpcmcp.guard.policy.Ask.Kind;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what requests to one cluster ask for. */
final class Asking {
    /** Lines that schedulers read options from. */
    private static final Pattern OPTIONS =
            Pattern.compile(
                    "(?mi)^\\s*#\\s?(SBATCH|PBS|BSUB|COBALT|OAR|MSUB|FLUX|PJM|QSUB|\\$)(:|\\s|$)");

    private static final Pattern PATH = Pattern.compile("\\s*/[^\\n]*\\s*");

    private final String cluster;
    private final Optional<Defaults> defaults;

    Asking(String cluster, Optional<Defaults> defaults) {
        this.cluster = cluster;
        this.defaults = defaults;
    }

    Ask of(Caller caller, JobRequest request) {
        return of(caller, request, Kind.JOB);
    }

    /** A session is a job that can say less of itself. */
    Ask of(Caller caller, SessionRequest request) {
        JobRequestBuilder job = new JobRequestBuilder().image(request.image());
        request.cores().ifPresent(job::cores);
        request.memoryGb().ifPresent(job::memoryGb);
        request.gpus().ifPresent(job::gpus);
        return of(caller, job.build(), Kind.SESSION);
    }

    Ask of(Caller caller, TrainingRequest request) {
        return defaults.flatMap(known -> known.job(caller, request))
                .map(job -> of(caller, job, Kind.TRAINING))
                .orElseGet(() ->
                        new Ask(
                                Kind.TRAINING,
                                cluster,
                                Map.of(),
                                Map.of(Ceiling.REPLICAS, 1.0, Ceiling.ARRAY_TASKS, 0.0),
                                true,
                                Optional.empty()));
    }

    private Ask of(Caller caller, JobRequest asked, Kind kind) {
        JobRequest job = defaults.map(known -> known.completed(caller, asked)).orElse(asked);
        Map<Choice, String> chosen = new EnumMap<>(Choice.class);
        job.queue().ifPresent(name -> chosen.put(Choice.QUEUE, name));
        job.project().ifPresent(name -> chosen.put(Choice.PROJECT, name));
        job.image().ifPresent(name -> chosen.put(Choice.IMAGE, name));
        boolean own = asked.wallTimeSeconds().isPresent();
        boolean openEnd = !own || !asked.wallTimeSeconds().equals(job.wallTimeSeconds());
        return new Ask(kind, cluster, chosen, sizes(job), openEnd, unclear(job));
    }

    private static Map<Ceiling, Double> sizes(JobRequest job) {
        Map<Ceiling, Double> sizes = new EnumMap<>(Ceiling.class);
        int tasks = job.tasks().or(job::nodes).orElse(1);
        Optional<Integer> nodes = job.nodes().or(() -> Optional.of(1).filter(_ -> tasks == 1));
        job.cores().ifPresent(cores -> sizes.put(Ceiling.CORES, (double) tasks * cores));
        job.gpus().ifPresent(gpus -> sizes.put(Ceiling.GPUS, (double) gpus));
        nodes.ifPresent(n -> sizes.put(Ceiling.NODES, (double) n));
        // Some schedulers take none to mean all that there is.
        job.memoryGb()
                .filter(memory -> memory > 0)
                .ifPresent(each -> nodes.ifPresent(n -> sizes.put(Ceiling.MEMORY_GB, each * n)));
        job.wallTimeSeconds().ifPresent(time -> sizes.put(Ceiling.WALL_TIME, (double) time));
        sizes.put(Ceiling.REPLICAS, (double) job.copies());
        sizes.put(Ceiling.ARRAY_TASKS, (double) job.array().map(Asking::tasks).orElse(0));
        return sizes;
    }

    private static int tasks(String array) {
        try {
            return TaskRange.parse(array).indices().size();
        } catch (IllegalArgumentException broken) {
            throw HpcException.invalid("array", String.valueOf(broken.getMessage()));
        }
    }

    private static Optional<Failure> unclear(JobRequest job) {
        if (!job.nativeOptions().isEmpty()) {
            return Optional.of(
                    unclear("native", "options of the scheduler could go past a policy"));
        }
        return job.script()
                .filter(text -> OPTIONS.matcher(text).find() || PATH.matcher(text).matches())
                .map(_ ->
                        unclear(
                                "script",
                                "lines in it that a scheduler reads options from could go past a policy"));
    }

    private static Failure unclear(String field, String why) {
        return new Failure.InvalidInput(
                field,
                why + " that limits your jobs",
                Optional.of("the fields of the request, such as cores and wall_time_seconds"));
    }
}
