package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/**
 * Lines of a job's output as the cluster has them, not yet cleaned.
 *
 * @param firstLine number of the first line in the whole output, from 1, where known
 * @param nextCursor where to read on
 * @param previousCursor where to read what came before
 * @param truncated whether something asked for was left out to fit
 * @param path the file it came from, where there is one
 */
public record LogPage(
        List<String> lines,
        Optional<Long> firstLine,
        Optional<Long> totalLines,
        Optional<String> nextCursor,
        Optional<String> previousCursor,
        boolean truncated,
        Optional<String> path) {
    public LogPage {
        lines = List.copyOf(lines);
    }
}
