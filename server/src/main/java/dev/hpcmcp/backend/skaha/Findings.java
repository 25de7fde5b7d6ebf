package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a request, and what its owner should know if nothing is. */
final class Findings {
    private final List<InvalidInput> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void refuse(String field, String problem, String allowed) {
        problems.add(new InvalidInput(field, problem, Optional.of(allowed)));
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new HpcException(problems.getFirst());
        }
    }

    List<String> problems() {
        return problems.stream()
                .map(p ->
                        p.field() + ": " + p.problem() + p.allowed().map(a -> "; " + a).orElse(""))
                .toList();
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
