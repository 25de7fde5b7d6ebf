package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Recent.Answer;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A user's jobs, newest first, in pages: slurmrestd itself gives everybody's at once. */
final class Listing {
    private static final String BEFORE = "before:";

    private final Gathered gathered;

    Listing(Gathered gathered) {
        this.gathered = gathered;
    }

    /**
     * One page.
     *
     * @param controller the caller's own records
     * @param told what the accounting tells beside; if it does not answer, nobody can say how many
     *     jobs there are in all
     */
    Page<Job> page(Answer<List<SlurmJson.Raw>> controller, History.Told told, JobQuery query) {
        Page<Job> page =
                page(
                        Merged.of(controller.value(), told.records()),
                        (records, id) ->
                                gathered.at(controller.at())
                                        .job(new Known(records, told.since(), told.away()), id),
                        query);
        return told.away() ? new Page<>(page.items(), page.nextCursor(), Optional.empty()) : page;
    }

    private static Page<Job> page(
            List<SlurmJson.Raw> all,
            BiFunction<List<SlurmJson.Raw>, SlurmId, Optional<Job>> view,
            JobQuery query) {
        long before = query.cursor().map(Listing::parse).orElse(Long.MAX_VALUE);
        List<Job> jobs = new ArrayList<>();
        for (Map.Entry<Long, List<SlurmJson.Raw>> whole : byNumber(all).entrySet()) {
            Optional<Job> job =
                    whole.getKey() < before
                            ? view.apply(whole.getValue(), SlurmId.of(whole.getKey()))
                                    .filter(query::admits)
                            : Optional.empty();
            if (job.isPresent() && jobs.size() == query.limit()) {
                return new Page<>(
                        jobs, Optional.of(BEFORE + jobs.getLast().jobId()), Optional.empty());
            }
            job.ifPresent(jobs::add);
        }
        boolean complete = query.cursor().isEmpty();
        return new Page<>(
                jobs, Optional.empty(), complete ? Optional.of(jobs.size()) : Optional.empty());
    }

    private static Map<Long, List<SlurmJson.Raw>> byNumber(List<SlurmJson.Raw> all) {
        Map<Long, List<SlurmJson.Raw>> jobs = new TreeMap<>(Comparator.reverseOrder());
        for (SlurmJson.Raw raw : all) {
            jobs.computeIfAbsent(raw.wholeId(), number -> new ArrayList<>()).add(raw);
        }
        return jobs;
    }

    private static long parse(String cursor) {
        return Optional.of(cursor)
                .filter(text -> text.matches(BEFORE + "\\d{1,18}"))
                .flatMap(text -> SlurmId.parse(new JobId(text.substring(BEFORE.length()))))
                .map(SlurmId::number)
                .orElseThrow(() ->
                        HpcException.invalid("cursor", "this is not a cursor that was given out"));
    }
}
