package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.ListJobs.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists jobs of one cluster or of all, newest first, in pages that fit. */
final class ListTools {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backends backends;

    ListTools(Backends backends) {
        this.backends = backends;
    }

    ListJobs.Output listJobs(Caller caller, ListJobs.Input input) throws InterruptedException {
        List<Served<Jobs>> clusters = asked(caller, input.cluster());
        Map<String, String> cursors = input.cursor().map(Cursors::read).orElse(Map.of());
        if (!cursors.isEmpty()) {
            clusters =
                    clusters.stream()
                            .filter(served -> cursors.containsKey(served.cluster()))
                            .toList();
        }
        int limit = input.limit();
        ListJobs.Output output = page(caller, input, clusters, cursors, limit);
        while (Fit.length(output) > Fit.BUDGET && output.jobs().size() > clusters.size()) {
            limit = Math.max(clusters.size(), output.jobs().size() / 2);
            output = page(caller, input, clusters, cursors, limit);
        }
        return output;
    }

    private List<Served<Jobs>> asked(Caller caller, Optional<String> cluster) {
        if (cluster.isPresent()) {
            return List.of(backends.serving(caller, cluster, Jobs.class));
        }
        return backends.allServing(caller, Jobs.class);
    }

    private static ListJobs.Output page(
            Caller caller,
            ListJobs.Input input,
            List<Served<Jobs>> clusters,
            Map<String, String> cursors,
            int limit)
            throws InterruptedException {
        int share = Math.max(1, limit / Math.max(1, clusters.size()));
        List<Part> parts =
                AllAtOnce.ask(
                        clusters,
                        PATIENCE,
                        served -> ask(caller, input, served, cursors, share),
                        (served, problem) -> failed(served, problem, clusters.size()));
        return joined(parts, input);
    }

    /** What one cluster answered, or why it did not. */
    private record Part(String cluster, Optional<Page<Job>> page, Optional<String> reason) {}

    private static Part ask(
            Caller caller,
            ListJobs.Input input,
            Served<Jobs> served,
            Map<String, String> cursors,
            int share) {
        JobQuery query =
                new JobQuery(
                        input.states(),
                        input.outcomes(),
                        input.kinds(),
                        input.nameContains(),
                        input.queue(),
                        input.user(),
                        input.since(),
                        share,
                        Optional.ofNullable(cursors.get(served.cluster())));
        return new Part(
                served.cluster(), Optional.of(served.port().list(caller, query)), Optional.empty());
    }

    /** Where only one cluster was asked, its failure is the answer. */
    private static Part failed(Served<Jobs> served, Throwable problem, int asked) {
        if (asked == 1 && problem instanceof HpcException e) {
            throw e;
        }
        return new Part(served.cluster(), Optional.empty(), Optional.of(AllAtOnce.reason(problem)));
    }

    private static ListJobs.Output joined(List<Part> parts, ListJobs.Input input) {
        List<Job> jobs = new ArrayList<>();
        Map<String, String> more = new LinkedHashMap<>();
        List<Unavailable> unavailable = new ArrayList<>();
        Optional<Integer> total = Optional.of(0);
        for (Part part : parts) {
            part.reason()
                    .ifPresent(reason -> unavailable.add(new Unavailable(part.cluster(), reason)));
            part.page()
                    .ifPresent(page -> {
                        page.items().forEach(job -> jobs.add(Fit.detailed(job, input.detail())));
                        page.nextCursor().ifPresent(cursor -> more.put(part.cluster(), cursor));
                    });
            Optional<Integer> here = part.page().flatMap(Page::total);
            total = total.flatMap(sum -> here.map(count -> sum + count));
        }
        if (parts.size() > 1) {
            jobs.sort(
                    Comparator.comparing((Job job) -> job.submittedAt().orElse(Instant.EPOCH))
                            .reversed());
        }
        return new ListJobs.Output(
                jobs,
                more.isEmpty() ? Optional.empty() : Optional.of(Cursors.write(more)),
                total,
                unavailable);
    }
}
