package dev.hpcmcp.guard;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.ControlJob;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls for tests of guards. */
final class Visits {
    static final Map<String, Object> TWELVE =
            Map.of(
                    "cluster",
                    "here",
                    "job_ids",
                    List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"));

    private Visits() {}

    static Visit cancel(Caller caller, Map<String, Object> arguments, Person person) {
        return of(caller, CancelJob.SPEC, arguments, person);
    }

    static Visit control(Caller caller, Map<String, Object> arguments, Person person) {
        return of(caller, ControlJob.SPEC, arguments, person);
    }

    static Visit read(Caller caller) {
        return of(caller, ListJobs.SPEC, Map.of("cluster", "here"), Person.ABSENT);
    }

    static Visit read(Caller caller, Person person) {
        return of(caller, ListJobs.SPEC, Map.of("cluster", "here"), person);
    }

    private static Visit of(
            Caller caller, ToolSpec<?, ?> spec, Map<String, Object> arguments, Person person) {
        return new Visit(caller, spec, arguments, person, "agent 1.0");
    }

    static Caller withToken(String subject, String token) {
        return Callers.of(subject).with(new Badge(Optional.of(token), Optional.empty(), Set.of()));
    }
}
