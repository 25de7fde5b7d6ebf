package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Optional;

/** Part of a list. The cursor is the last run shown, so that new ones do not shift it. */
final class Listed {
    private Listed() {}

    static Page<Job> page(List<Job> all, JobQuery query) {
        List<Job> admitted = all.stream().filter(query::admits).toList();
        int from = query.cursor().map(after -> after(admitted, after)).orElse(0);
        int until = Math.min(admitted.size(), from + query.limit());
        return new Page<>(
                admitted.subList(from, until),
                until < admitted.size()
                        ? Optional.of(admitted.get(until - 1).jobId().value())
                        : Optional.empty(),
                Optional.of(admitted.size()));
    }

    private static int after(List<Job> runs, String cursor) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).jobId().value().equals(cursor)) {
                return i + 1;
            }
        }
        throw HpcException.invalid(
                "cursor", "is not one that this list gave", "next_cursor of an earlier answer");
    }
}
