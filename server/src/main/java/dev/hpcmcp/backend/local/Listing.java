package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A caller's jobs, newest first. Looks no further than the page needs, so finished jobs cost
 * nothing.
 */
final class Listing {
    private static final String BEFORE = "before:";

    private final JobStore store;
    private final Views views;

    Listing(JobStore store, Views views) {
        this.store = store;
        this.views = views;
    }

    Page<Job> page(String owner, JobQuery query, Standing standing) throws IOException {
        long before = query.cursor().map(Listing::parse).orElse(Long.MAX_VALUE);
        List<Job> jobs = new ArrayList<>();
        for (long number : store.numbers()) {
            Optional<Job> job =
                    number < before ? matching(owner, query, number, standing) : Optional.empty();
            if (job.isPresent() && jobs.size() == query.limit()) {
                return new Page<>(
                        jobs, Optional.of(BEFORE + jobs.getLast().jobId()), Optional.empty());
            }
            job.ifPresent(jobs::add);
        }
        boolean all = query.cursor().isEmpty();
        return new Page<>(
                jobs, Optional.empty(), all ? Optional.of(jobs.size()) : Optional.empty());
    }

    private Optional<Job> matching(String owner, JobQuery query, long number, Standing standing)
            throws IOException {
        Optional<StoredJob> stored = store.load(number).filter(job -> job.owner().equals(owner));
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(views.of(stored.get(), stored.get().id(), standing))
                        .filter(query::admits);
    }

    /** Looks through all jobs, newest first: it is asked for only when an answer was lost. */
    Optional<Job> marked(String owner, String mark, Standing standing) throws IOException {
        for (long number : store.numbers()) {
            Optional<StoredJob> job =
                    store.load(number)
                            .filter(stored -> stored.owner().equals(owner))
                            .filter(stored -> stored.mark().equals(Optional.of(mark)));
            if (job.isPresent()) {
                return Optional.of(views.of(job.get(), job.get().id(), standing));
            }
        }
        return Optional.empty();
    }

    private static long parse(String cursor) {
        return Optional.of(cursor)
                .filter(text -> text.startsWith(BEFORE))
                .flatMap(text -> LocalId.parse(text.substring(BEFORE.length())))
                .filter(id -> !id.isTask())
                .map(LocalId::job)
                .orElseThrow(() ->
                        HpcException.invalid("cursor", "this is not a cursor that was given out"));
    }

    /** The tasks of an array; nothing for what is none. */
    List<Job> tasks(Owned array, Standing standing) throws IOException {
        List<Job> tasks = new ArrayList<>();
        if (!array.id().isTask()) {
            for (int index : array.job().indices()) {
                tasks.add(views.of(array.job(), array.id().task(index), standing));
            }
        }
        return tasks;
    }
}
