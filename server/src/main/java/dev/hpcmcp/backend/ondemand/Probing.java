package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which version a site runs, by calls that change nothing: a route without its required
 * parameter says 400 where it is there, and 404 where it is not. Any other answer is not the API's:
 * a proxy that refuses a strange request says nothing about the version.
 */
final class Probing {
    /** Each version has what those before it have. */
    private static final List<Step> DOWNWARDS =
            List.of(
                    new Step(
                            Release.CONTROL,
                            Release.CAPACITY,
                            (api, caller) -> complains(api.probedHold(caller))),
                    new Step(
                            Release.CAPACITY,
                            Release.CONTEXT,
                            (api, caller) -> complains(api.probed(caller, "accounts"))),
                    new Step(
                            Release.CONTEXT,
                            Release.ENVIRONMENT,
                            (api, caller) -> says(200, api.probed(caller, "context"))),
                    new Step(
                            Release.ENVIRONMENT,
                            Release.FILES,
                            (api, caller) -> says(200, api.probed(caller, "env"))),
                    new Step(
                            Release.FILES,
                            Release.FIRST,
                            (api, caller) -> complains(api.probed(caller, "files"))));

    private final OnDemandApi api;

    Probing(OnDemandApi api) {
        this.api = api;
    }

    /** Whether something is there; empty where that cannot be told from the answer. */
    @FunctionalInterface
    private interface Question {
        Optional<Boolean> ask(OnDemandApi api, Caller caller);
    }

    /** What a version brought, and what is there without it. */
    private record Step(Release release, Release before, Question question) {}

    Range versions(Caller caller) {
        Release most = Release.STRICT;
        for (Step step : DOWNWARDS) {
            Optional<Boolean> there = step.question().ask(api, caller);
            if (there.equals(Optional.of(true))) {
                return step.release() == Release.CONTROL
                        ? sinceControl(caller)
                        : new Range(step.release(), most);
            }
            if (there.isPresent()) {
                most = step.before();
            }
        }
        return new Range(Release.FIRST, most);
    }

    private Range sinceControl(Caller caller) {
        Optional<Boolean> portable = says(415, api.probedText(caller));
        if (portable.isEmpty()) {
            return new Range(Release.CONTROL, Release.STRICT);
        }
        if (!portable.get()) {
            return Range.exactly(Release.CONTROL);
        }
        Reply nothing = api.probed(caller, "__probe");
        if (nothing.status() != 404) {
            return new Range(Release.PORTABLE, Release.STRICT);
        }
        return Range.exactly(Verdict.error(nothing).isEmpty() ? Release.PORTABLE : Release.STRICT);
    }

    /** In the API's own words: proxies say 400, too. */
    private static Optional<Boolean> complains(Reply reply) {
        return Verdict.error(reply).equals("bad_request") || reply.status() == 404
                ? says(400, reply)
                : Optional.empty();
    }

    private static Optional<Boolean> says(int there, Reply reply) {
        return reply.status() == there
                ? Optional.of(true)
                : reply.status() == 404 ? Optional.of(false) : Optional.empty();
    }
}
