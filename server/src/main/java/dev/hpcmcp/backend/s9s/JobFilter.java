package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a query that the gateway can answer itself. The rest is sorted out here. */
record JobFilter(Optional<String> state, Optional<String> user, Optional<String> partition) {
    /** The largest page that nobody has promised less than. */
    static final int PAGE = 100;

    static JobFilter of(JobQuery query, Optional<String> me) {
        return new JobFilter(state(query), query.user().or(() -> me), query.queue());
    }

    static JobFilter all(Optional<String> me) {
        return new JobFilter(Optional.empty(), me, Optional.empty());
    }

    /** One word of theirs that covers what is asked for, if there is one. */
    private static Optional<String> state(JobQuery query) {
        boolean finished = query.states().equals(List.of(JobState.FINISHED));
        if (query.outcomes().size() == 1 && (finished || query.states().isEmpty())) {
            return ending(query.outcomes().getFirst());
        }
        return query.states().size() == 1 ? word(query.states().getFirst()) : Optional.empty();
    }

    static Optional<String> word(JobState state) {
        return switch (state) {
            case QUEUED, HELD -> Optional.of("PENDING");
            case RUNNING -> Optional.of("RUNNING");
            case SUSPENDED -> Optional.of("SUSPENDED");
            case STARTING -> Optional.of("CONFIGURING");
            case ENDING -> Optional.of("COMPLETING");
            case FINISHED, UNKNOWN -> Optional.empty();
        };
    }

    /** Their word that means no other state of ours. */
    static Optional<String> exact(JobState state) {
        return state == JobState.QUEUED || state == JobState.HELD ? Optional.empty() : word(state);
    }

    static Optional<String> ending(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Optional.of("COMPLETED");
            case CANCELLED -> Optional.of("CANCELLED");
            case OUT_OF_MEMORY -> Optional.of("OUT_OF_MEMORY");
            case PREEMPTED -> Optional.of("PREEMPTED");
            case NODE_FAILED -> Optional.of("NODE_FAIL");
            case FAILED, TIMED_OUT, START_FAILED, UNKNOWN -> Optional.empty();
        };
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        state.ifPresent(word -> parameters.put("state", word));
        user.ifPresent(name -> parameters.put("user", name));
        partition.ifPresent(name -> parameters.put("partition", name));
        return parameters;
    }
}
