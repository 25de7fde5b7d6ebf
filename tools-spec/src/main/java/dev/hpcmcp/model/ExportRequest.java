package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which jobs to export, and how. No fields means the usual ones. */
public record ExportRequest(
        ExportFormat format,
        List<JobState> states,
        List<Outcome> outcomes,
        Optional<String> user,
        Optional<Instant> since,
        Optional<Instant> until,
        List<String> fields) {
    public ExportRequest {
        states = List.copyOf(states);
        outcomes = List.copyOf(outcomes);
        fields = List.copyOf(fields);
    }
}
