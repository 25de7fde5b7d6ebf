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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the service is called. What is called is said by those who use this. */
final class PivotApi {
    private final PivotSettings settings;
    private final Rest rest;
    private final PivotService service;
    private final Endpoint base;
    private final Workers workers;
    private final Map<String, Boolean> slashed = new ConcurrentHashMap<>();

    PivotApi(PivotSettings settings, Rest rest, PivotService service) {
        this.settings = settings;
        this.rest = rest;
        this.service = service;
        this.workers = new Workers(settings.id(), service.pace());
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
        Call told =
                call.madeIn(caller)
                        .doing(what)
                        .judgedBy(new Complaints(settings.id(), what))
                        .heldBackBy(service.throttle());
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

    /** A call about something that somebody named. Said not to be there, it is asked for again. */
    Reply about(Caller caller, String what, String kind, String id, Call call, Judge also) {
        Call named = call.about(kind, id);
        return workers.search(again -> there(() -> send(caller, what, again.apply(named), also)))
                .orElseThrow(() -> new HpcException(new Failure.NotFound(kind, id)));
    }

    Reply about(Caller caller, String what, String kind, String id, Call call) {
        return about(caller, what, kind, id, call, Judge.NONE);
    }

    /** Nothing, if it is said not to be there. */
    static <T> Optional<T> there(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Workers workers() {
        return workers;
    }

    PivotService service() {
        return service;
    }
}
