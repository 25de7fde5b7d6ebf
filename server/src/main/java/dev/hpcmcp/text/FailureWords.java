package dev.hpcmcp.text;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.BadAnswer;
import dev.hpcmcp.port.Failure.Busy;
import dev.hpcmcp.port.Failure.Conflict;
import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.Failure.NotFound;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.Failure.OutcomeUnknown;
import dev.hpcmcp.port.Failure.OverBudget;
import dev.hpcmcp.port.Failure.SignInNeeded;
import dev.hpcmcp.port.Failure.Unreachable;
import java.util.Optional;

/**
 * Says a failure in words: what went wrong, what is allowed, and the next call. The only place that
 * does.
 */
public final class FailureWords {
    private FailureWords() {}

    /** For an agent: a code it can rely on, then a sentence. */
    public static String say(Failure failure) {
        return code(failure) + ": " + sentence(failure);
    }

    /** A word for each kind of failure that stays the same when the sentences improve. */
    public static String code(Failure failure) {
        return switch (failure) {
            case InvalidInput _ -> "invalid_input";
            case NotFound _ -> "not_found";
            case SignInNeeded _ -> "sign_in_needed";
            case NotAllowed _ -> "not_allowed";
            case NotSupported _ -> "not_supported";
            case Conflict _ -> "conflict";
            case Busy _ -> "busy";
            case Unreachable _ -> "unreachable";
            case OutcomeUnknown _ -> "outcome_unknown";
            case BadAnswer _ -> "bad_answer";
            case OverBudget _ -> "over_budget";
        };
    }

    public static String sentence(Failure failure) {
        return switch (failure) {
            case InvalidInput f -> f.field() + ": " + f.problem() + "." + allowed(f.allowed());
            case NotFound f ->
                    "there is no %s %s, or it is not yours to see. %s"
                            .formatted(f.kind(), f.id(), lookup(f.kind()));
            case SignInNeeded f ->
                    "there is no sign-in that %s accepts. %s".formatted(f.cluster(), f.how());
            case NotAllowed f -> notAllowed(f);
            case NotSupported f ->
                    "%s does not offer %s%s. list_clusters shows what each cluster offers."
                            .formatted(
                                    f.cluster(),
                                    f.what(),
                                    f.nearest().map(n -> "; " + n).orElse(""));
            case Conflict f -> f.problem() + ".";
            case Busy f ->
                    "%s asks for patience. Try again %s."
                            .formatted(
                                    f.cluster(),
                                    f.retryAfter()
                                            .map(wait ->
                                                    "in " + Math.max(1, wait.toSeconds()) + " s")
                                            .orElse("in a minute"));
            case Unreachable f ->
                    "%s cannot be reached: %s. Nothing was done; try again later."
                            .formatted(f.cluster(), f.problem());
            case OutcomeUnknown f ->
                    "%s did not answer to %s: it may or may not have happened. %s."
                            .formatted(
                                    f.cluster(),
                                    f.operation(),
                                    f.check().orElse("Look with list_jobs before trying again"));
            case BadAnswer f ->
                    "%s answered with status %d in a way that makes no sense: %s."
                            .formatted(f.cluster(), f.status(), f.problem());
            case OverBudget f -> overBudget(f);
        };
    }

    private static String allowed(Optional<String> allowed) {
        return allowed.map(words -> " Allowed: " + words + ".").orElse("");
    }

    private static String lookup(String kind) {
        return switch (kind) {
            case "job" -> "list_jobs shows yours.";
            case "node" -> "list_nodes shows them.";
            default -> "";
        };
    }

    private static String overBudget(OverBudget failure) {
        return "over the limit %s%s%s.%s"
                .formatted(
                        failure.limit(),
                        failure.used().isEmpty() ? "" : "; used: " + failure.used(),
                        failure.asked().map(asked -> "; asked for: " + asked).orElse(""),
                        failure.frees().map(when -> " " + when + ".").orElse(""));
    }

    private static String notAllowed(NotAllowed failure) {
        return failure.missingScope()
                .map(scope ->
                        failure.what()
                                + " needs the scope "
                                + scope
                                + ", which you do not have. Ask the person to grant it.")
                .orElse(failure.what() + ".");
    }
}
