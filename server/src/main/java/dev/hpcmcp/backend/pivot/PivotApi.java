package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Fetch;
import dev.hpcmcp.rest.Judge;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Url;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** How the service is called. What is called is said by those who use this. */
final class PivotApi {
    private static final int TRIES = 4;
    private static final int MOST_KNOWN = 10_000;

    private final PivotSettings settings;
    private final Rest rest;
    private final Endpoint base;
    private final Map<String, Boolean> slashed = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile boolean manyWorkers;

    PivotApi(PivotSettings settings, Rest rest) {
        this.settings = settings;
        this.rest = rest;
        this.base = Endpoint.of(settings.id(), settings.url()).within(settings.timeout());
    }

    String cluster() {
        return settings.id();
    }

    Rest rest() {
        return rest;
    }

    Url at(String... path) {
        return base.at(path);
    }

    Url beside(String... path) {
        return base.origin().at(path);
    }

    /** Every request of everybody goes through here, and gets what its caller has to show. */
    Call dressed(Caller caller, String what, Call call) {
        Call told = call.madeIn(caller).doing(what).judgedBy(new Complaints(settings.id(), what));
        return settings.keys()
                .apply(caller)
                .map(key -> told.header(key.header(), key.value()))
                .orElse(told);
    }

    Reply send(Caller caller, String what, Call call) {
        return rest.send(dressed(caller, what, call));
    }

    /** The same where one more answer is a good one. */
    Reply send(Caller caller, String what, Call call, Judge also) {
        Complaints complaints = new Complaints(settings.id(), what);
        return rest.send(
                dressed(caller, what, call)
                        .judgedBy(reply -> also.accepts(reply) || complaints.accepts(reply)));
    }

    long fetch(Caller caller, String what, Call call, Path target) {
        return new Fetch(rest, target, settings.rules().downloadLimit())
                .run(dressed(caller, what, call));
    }

    /**
     * A collection. With a slash at its end or without: the other form answers with a redirect that
     * behind a proxy leads to plain http, or with nothing. Neither of these has done anything.
     */
    Reply collection(
            Caller caller, String what, Profile profile, String name, Function<Url, Call> call) {
        boolean slash = slashed.getOrDefault(name, profile == Profile.SRC);
        Call first = call.apply(slash ? at(name).slash() : at(name));
        Reply reply = send(caller, what, first, PivotApi::isTheOtherForm);
        if (!isTheOtherForm(reply)) {
            return reply;
        }
        Reply second = send(caller, what, call.apply(slash ? at(name) : at(name).slash()));
        slashed.put(name, !slash);
        return second;
    }

    private static boolean isTheOtherForm(Reply reply) {
        return switch (reply.status()) {
            case 307, 308 -> true;
            case 404 -> Complaints.said(reply).equals("Not Found");
            default -> false;
        };
    }

    /** Something there is because we saw it: when it is said not to be there, that may pass. */
    void sawItself(String id) {
        if (known.size() < MOST_KNOWN) {
            known.add(id);
        }
    }

    /**
     * A call about a run. Several workers behind one address have a memory each: one that there is
     * may be unknown to the one that is asked, and nothing was done then.
     */
    Reply about(Caller caller, String what, String kind, String id, Call call, Judge also) {
        Call named = call.about(kind, id);
        int tries = known.contains(id) ? TRIES : 1;
        for (int i = 1; i < tries; i++) {
            try {
                Reply reply = send(caller, what, named, also);
                manyWorkers |= i > 1;
                return reply;
            } catch (HpcException e) {
                if (!(e.failure() instanceof Failure.NotFound)) {
                    throw e;
                }
            }
        }
        return send(caller, what, named, also);
    }

    Reply about(Caller caller, String what, String kind, String id, Call call) {
        return about(caller, what, kind, id, call, Judge.NONE);
    }

    boolean manyWorkers() {
        return manyWorkers;
    }
}
