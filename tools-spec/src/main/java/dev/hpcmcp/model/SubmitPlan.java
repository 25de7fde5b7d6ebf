package dev.hpcmcp.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a submit would do, without doing it. */
public record SubmitPlan(
        Map<String, Object> wouldSubmit,
        List<String> problems,
        List<String> warnings,
        Optional<String> estimate) {
    public SubmitPlan {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
