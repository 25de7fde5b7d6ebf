package dev.hpcmcp.examples;

import java.util.List;

/** Runs as a table of text. */
final class Table {
    private Table() {}

    static String of(List<Run> runs) {
        StringBuilder table =
                new StringBuilder(
                        "%10s  %-8s %-10s %7s  %s%n"
                                .formatted("VALUE", "JOB", "OUTCOME", "SECONDS", "PRINTED"));
        for (Run run : runs) {
            table.append(
                    "%10s  %-8s %-10s %7d  %s%n"
                            .formatted(
                                    run.value(),
                                    run.jobId(),
                                    run.outcome(),
                                    run.seconds(),
                                    run.printed()));
        }
        return table.toString();
    }
}
