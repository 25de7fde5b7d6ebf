package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Outcome;
import java.time.Instant;
import java.util.Optional;

/** How a job or task ended. */
record End(
        Outcome outcome,
        Optional<String> reason,
        Optional<Integer> exitCode,
        Optional<String> signal,
        Instant at) {
    /**
     * What was asked of a running job before it ended; the first word of its {@code ending} file.
     */
    static final String CANCELLED = "cancelled";

    static final String TIMED_OUT = "timed_out";
    static final String REQUEUE = "requeue";
    static final String SIGNAL = "signal";

    static End without(Outcome outcome, String reason, Instant at) {
        return new End(outcome, Optional.of(reason), Optional.empty(), Optional.empty(), at);
    }

    /** The same, with what the person who cancelled it said. */
    End because(Optional<String> why) {
        return outcome == Outcome.CANCELLED && why.isPresent()
                ? new End(outcome, why.map(text -> "cancelled: " + text), exitCode, signal, at)
                : this;
    }

    /**
     * What {@code runner.sh} recorded: {@code exit STATUS [ENDING]} or {@code start_failed WHAT}.
     */
    static End read(String result, Instant at) {
        String[] words = result.split(" ", 3);
        if (words.length < 2 || !words[0].equals("exit") || !words[1].matches("\\d{1,3}")) {
            return without(Outcome.START_FAILED, startProblem(result), at);
        }
        int status = Integer.parseInt(words[1]);
        Optional<String> signal = Signals.ofStatus(status);
        String ending = words.length > 2 ? words[2] : "";
        Outcome outcome = outcome(status, signal, ending);
        return new End(outcome, reason(outcome, status, signal), Optional.of(status), signal, at);
    }

    private static String startProblem(String result) {
        return switch (result) {
            case "start_failed directory" ->
                    "the working directory is not there or cannot be entered";
            case "start_failed output" -> "a file for its output could not be opened";
            default -> "it could not be started: " + result;
        };
    }

    private static Outcome outcome(int status, Optional<String> signal, String ending) {
        if (ending.equals(CANCELLED)
                || signal.map(name -> ending.equals(SIGNAL + " " + name)).orElse(false)) {
            return Outcome.CANCELLED;
        }
        if (ending.equals(TIMED_OUT)) {
            return Outcome.TIMED_OUT;
        }
        return status == 0 ? Outcome.SUCCEEDED : Outcome.FAILED;
    }

    private static Optional<String> reason(Outcome outcome, int status, Optional<String> signal) {
        return switch (outcome) {
            case SUCCEEDED -> Optional.empty();
            case CANCELLED -> Optional.of("cancelled while it ran");
            case TIMED_OUT -> Optional.of("it ran longer than its wall time");
            default -> Optional.of(failure(status, signal));
        };
    }

    private static String failure(int status, Optional<String> signal) {
        return switch (status) {
            case 126 -> "exit code 126: the program could not be run";
            case 127 -> "exit code 127: a program was not found";
            case 137 -> "ended by signal KILL, which the system also sends when memory runs out";
            default -> signal.map(name -> "ended by signal " + name).orElse("exit code " + status);
        };
    }
}
