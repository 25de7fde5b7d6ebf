package dev.hpcmcp.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A report the cluster is to make. */
public record ReportRequest(
        String type,
        Optional<String> format,
        LocalDate since,
        LocalDate until,
        List<String> queues,
        boolean charts,
        Optional<String> emailTo) {
    public ReportRequest {
        queues = List.copyOf(queues);
    }
}
