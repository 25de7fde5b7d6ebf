package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/**
 * Lines of a file as it has them, not yet cleaned.
 *
 * @param nextLine where to read on, if there is more
 * @param totalLines in the whole file, where known
 * @param truncated whether a line was cut, or only the beginning of the file can be had
 * @param notice what to know about what is missing, in our words
 */
public record FileText(
        String path,
        List<String> lines,
        long firstLine,
        Optional<Long> nextLine,
        Optional<Long> totalLines,
        long sizeBytes,
        boolean truncated,
        Optional<String> notice) {
    public FileText {
        lines = List.copyOf(lines);
    }
}
