package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.spec.Detail;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.text.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps answers short enough to read: fewer facts a job, and no more jobs than fit. */
final class Fit {
    /** Characters of text that an answer should not exceed. */
    static final int BUDGET = 20_000;

    private Fit() {}

    static Job detailed(Job job, Detail detail) {
        return switch (detail) {
            case FULL -> job;
            case CONCISE -> concise(job);
        };
    }

    /** What one needs to go on; about a third of the whole. */
    static Job concise(Job job) {
        return job.change()
                .owner(Optional.empty())
                .project(Optional.empty())
                .image(Optional.empty())
                .tags(List.of())
                .nodes(List.of())
                .resources(Optional.empty())
                .usage(Optional.empty())
                .workingDirectory(Optional.empty())
                .stdoutPath(Optional.empty())
                .stderrPath(Optional.empty())
                .build();
    }

    static List<Job> concise(List<Job> jobs) {
        return jobs.stream().map(Fit::concise).toList();
    }

    /** As many jobs as fit; the others are named as left out. */
    static JobsFound jobs(JobsFound found, Detail detail) {
        List<Job> shown = new ArrayList<>();
        List<Missing> missing = new ArrayList<>(found.missing());
        int used = 0;
        for (Job job : found.jobs()) {
            Job said = detailed(job, detail);
            used += length(said);
            if (used <= BUDGET) {
                shown.add(said);
            } else {
                missing.add(
                        new Missing(
                                job.jobId(),
                                "left out to keep this answer short: ask for it by itself"));
            }
        }
        return new JobsFound(shown, missing);
    }

    /** The first that fit together, but at least one. */
    static <T extends Record> List<T> first(List<T> all) {
        int used = 0;
        int count = 0;
        for (T one : all) {
            used += length(one);
            if (used > BUDGET * 3 / 4 && count > 0) {
                break;
            }
            count++;
        }
        return all.subList(0, count);
    }

    static int length(Record part) {
        return Outline.of(Json.MAPPER.valueToTree(part)).length();
    }
}
