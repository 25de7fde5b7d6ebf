package dev.hpcmcp.tool;

import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The rows of an export from a cluster's list of jobs, page by page. */
record ListedRows(Jobs jobs, Caller caller, ExportRequest request, Progress progress)
        implements Rows {
    private static final int PAGE = 200;

    @Override
    public boolean made() {
        return false;
    }

    @Override
    public List<String> columns() {
        return request.fields();
    }

    /**
     * While jobs come and go, a page can repeat some of the one before; a page of nothing else
     * brings one no further.
     */
    @Override
    public boolean each(Sink sink) throws IOException, InterruptedException {
        Set<JobId> seen = new HashSet<>();
        JobQuery query = query();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Page<Job> page = jobs.list(caller, query);
            int before = seen.size();
            for (Job job : page.items()) {
                boolean wanted = seen.add(job.jobId()) && early(job);
                if (wanted && !sink.take(Columns.row(job, columns()))) {
                    return false;
                }
            }
            report(seen.size(), page.total());
            if (page.nextCursor().isEmpty()) {
                return true;
            }
            if (seen.size() == before) {
                return false;
            }
            query = query.from(page.nextCursor());
        }
    }

    private JobQuery query() {
        return new JobQuery(
                request.states(),
                request.outcomes(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                request.user(),
                request.since(),
                PAGE,
                Optional.empty());
    }

    private boolean early(Job job) {
        return request.until()
                .flatMap(until -> job.submittedAt().map(time -> time.isBefore(until)))
                .orElse(true);
    }

    private void report(int seen, Optional<Integer> total) {
        progress.report(
                seen,
                total.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                seen + " jobs read");
    }

    @Override
    public void close() {}
}
