package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.text.FailureWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A cluster's jobs, as far as the policy goes. */
record PolicedJobs(Gate gate, Asking asking, Jobs jobs) implements Jobs {
    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return gate.enter(
                caller,
                request.requestId(),
                () -> asking.of(caller, request),
                () -> jobs.submit(caller, request));
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        SubmitPlan plan = jobs.plan(caller, request);
        if (!gate.bounds(caller).size()) {
            return plan;
        }
        List<String> problems = new ArrayList<>(plan.problems());
        gate.problems(caller, asking.of(caller, request))
                .forEach(problem -> problems.add(FailureWords.sentence(problem)));
        return new SubmitPlan(plan.wouldSubmit(), problems, plan.warnings(), plan.estimate());
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        Page<Job> page = jobs.list(caller, query);
        gate.saw(caller, page.items());
        return page;
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        JobsFound found = jobs.find(caller, ids);
        gate.saw(caller, found.jobs());
        return found;
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        Job job = gate.change(caller, 1, () -> jobs.cancel(caller, id, how));
        gate.saw(caller, List.of(job));
        return job;
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        return jobs.tasks(caller, array);
    }

    @Override
    public Duration pollFloor() {
        return jobs.pollFloor();
    }
}
