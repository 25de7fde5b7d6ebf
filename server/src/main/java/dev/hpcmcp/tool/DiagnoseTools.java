package dev.hpcmcp.tool;

import dev.hpcmcp.model.ArraySummary;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.DiagnoseJob;
import dev.hpcmcp.tool.Diagnosis.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says why a job, or the tasks of an array, failed or wait, and what to ask for instead. */
final class DiagnoseTools {
    private final Backends backends;
    private final Requests requests;

    DiagnoseTools(Backends backends, Requests requests) {
        this.backends = backends;
        this.requests = requests;
    }

    DiagnoseJob.Output diagnoseJob(Caller caller, DiagnoseJob.Input input) {
        if (Handles.isHandle(input.jobId())) {
            throw HpcException.invalid(
                    "job_id", "a handle stands for several jobs", "the id of the one that failed");
        }
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Job job = find(served, caller, input.jobId());
        Findings findings =
                new Findings(
                        caller,
                        backends.offered(caller, served.cluster(), Logs.class),
                        id -> requests.requestOf(caller, served.cluster(), id));
        if (job.array().isPresent()) {
            ArrayDiagnosis array = tasks(served.port(), caller, job, findings::about);
            if (array.anyFailed()) {
                return array(caller, served.cluster(), job, array);
            }
            Finding whole = Diagnosis.of(job, List.of());
            return output(served.cluster(), job, whole, Optional.empty(), array.output());
        }
        Finding finding = findings.about(job);
        Optional<JobRequest> corrected =
                finding.fix()
                        .flatMap(fix ->
                                requests.requestOf(caller, served.cluster(), job.jobId())
                                        .flatMap(r -> corrected(caller, served, r, job, fix)));
        return output(served.cluster(), job, finding, corrected, Optional.empty());
    }

    private Optional<JobRequest> corrected(
            Caller caller, Served<Jobs> served, JobRequest request, Job job, Fix fix) {
        return fix.to(request, job, queueTime(caller, served.cluster(), job, fix));
    }

    private DiagnoseJob.Output array(Caller caller, String cluster, Job job, ArrayDiagnosis array) {
        Optional<JobRequest> again =
                requests.requestOf(caller, cluster, job.jobId())
                        .map(request ->
                                array.fix()
                                        .flatMap(fix ->
                                                fix.to(
                                                        request,
                                                        array.example(),
                                                        queueTime(caller, cluster, job, fix)))
                                        .orElse(request))
                        .flatMap(array::onlyFailed);
        return output(cluster, job, array.finding(), again, array.output());
    }

    private static Job find(Served<Jobs> served, Caller caller, JobId id) {
        JobsFound found = served.port().find(caller, List.of(id));
        if (found.jobs().isEmpty() && !found.unsure().isEmpty()) {
            throw new HpcException(
                    new Failure.Unreachable(
                            served.cluster(),
                            "whoever could tell of this job does not answer just now"));
        }
        if (found.jobs().isEmpty()) {
            throw new HpcException(new Failure.NotFound("job", id.value()));
        }
        return found.jobs().getFirst();
    }

    /** All tasks; where the cluster cannot say, those that its summary names. */
    private static ArrayDiagnosis tasks(
            Jobs jobs, Caller caller, Job array, Function<Job, Finding> about) {
        List<Job> tasks = jobs.tasks(caller, array.jobId());
        if (!tasks.isEmpty()) {
            return ArrayDiagnosis.of(tasks, about);
        }
        ArraySummary summary = array.array().orElseThrow();
        List<Job> named = jobs.find(caller, summary.failed()).jobs();
        return ArrayDiagnosis.ofSome(named, summary.tasks(), about);
    }

    private Optional<Long> queueTime(Caller caller, String cluster, Job job, Fix fix) {
        if (fix != Fix.QUEUE_TIME && fix != Fix.MORE_TIME) {
            return Optional.empty();
        }
        try {
            return backends.offered(caller, cluster, Capacity.class).stream()
                    .flatMap(capacity -> capacity.describe(caller).queues().stream())
                    .filter(queue ->
                            job.queue().map(queue.name()::equals).orElse(queue.isDefault()))
                    .findFirst()
                    .flatMap(Queue::maxWallTimeSeconds);
        } catch (HpcException unasked) {
            return Optional.empty();
        }
    }

    private static DiagnoseJob.Output output(
            String cluster,
            Job job,
            Finding finding,
            Optional<JobRequest> corrected,
            Optional<DiagnoseJob.Tasks> tasks) {
        List<String> advice =
                finding.advice().stream()
                        .map(words ->
                                words.replace("{wait}", Calls.waitForJob(cluster, job.jobId()))
                                        .replace("{logs}", Calls.logs(cluster, job.jobId())))
                        .toList();
        return new DiagnoseJob.Output(
                job.state(),
                job.outcome(),
                finding.cause(),
                finding.confidence(),
                finding.evidence(),
                advice,
                corrected,
                tasks);
    }
}
