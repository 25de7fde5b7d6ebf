package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which of the two APIs this is. Only what one of them has and the other has not is taken
 * for a sign: a proxy before a service that is away says one thing of every address, and what it
 * says must not be believed for as long as we run.
 */
final class Profiles {
    private static final String DOUBT =
            "it cannot be told yet which of the two training APIs it is, since it answers like neither; "
                    + "whoever runs this server may say it with profile: doc or profile: src in the configuration";

    private final PivotApi api;
    private final Optional<Profile> given;
    private volatile Optional<Profile> found = Optional.empty();

    Profiles(PivotApi api, Optional<Profile> given) {
        this.api = api;
        this.given = given;
    }

    /** What is known without asking. */
    Optional<Profile> known() {
        return given.or(() -> found);
    }

    Profile of(Caller caller) {
        return known().orElseGet(() -> {
            Profile profile =
                    described(caller)
                            .or(() -> probed(caller))
                            .orElseThrow(() ->
                                    new HpcException(
                                            new Failure.Unreachable(api.cluster(), DOUBT)));
            found = Optional.of(profile);
            return profile;
        });
    }

    /** By the service's own description, where it is not hidden behind a proxy. */
    private Optional<Profile> described(Caller caller) {
        List<String> names =
                answer(caller, Call.get(api.beside("openapi.json")))
                        .flatMap(Profiles::body)
                        .map(description -> description.at("paths").names().toList())
                        .orElse(List.of());
        if (names.stream().anyMatch(name -> name.contains("/training/sessions"))) {
            return Optional.of(Profile.DOC);
        }
        return names.stream()
                        .anyMatch(name ->
                                name.endsWith("/training/start") || name.endsWith("/status"))
                ? Optional.of(Profile.SRC)
                : Optional.empty();
    }

    private Optional<Profile> probed(Caller caller) {
        Optional<Reply> sessions =
                answer(caller, Call.get(api.at("training", "sessions").query("limit", 1)));
        if (shows(sessions)) {
            return Optional.of(Profile.DOC);
        }
        Optional<Reply> start = answer(caller, Call.get(api.at("training", "start")));
        if (isRefused(sessions) != isRefused(start)) {
            return Optional.of(isRefused(start) ? Profile.SRC : Profile.DOC);
        }
        Optional<Reply> status = answer(caller, Call.get(api.at("status")));
        return shows(status) || status.map(Profiles::lacksManagers).orElse(false)
                ? Optional.of(Profile.SRC)
                : Optional.empty();
    }

    private static boolean shows(Optional<Reply> reply) {
        return reply.flatMap(Profiles::body).filter(told -> told.has("sessions")).isPresent();
    }

    /** A route that is there for another method. */
    private static boolean isRefused(Optional<Reply> reply) {
        return reply.filter(told -> told.status() == 405).isPresent();
    }

    private static boolean lacksManagers(Reply reply) {
        return reply.status() == 500 && Complaints.said(reply).endsWith("manager not initialized");
    }

    private static Optional<Part> body(Reply reply) {
        return reply.status() == 200 ? reply.jsonIfAny().map(Part::new) : Optional.empty();
    }

    /** Who is away, asks for patience or wants a sign-in says nothing of what it is. */
    private Optional<Reply> answer(Caller caller, Call call) {
        try {
            return Optional.of(
                    api.send(
                            caller,
                            "finding out what it is",
                            call,
                            any -> any.status() == 405 || lacksManagers(any)));
        } catch (HpcException e) {
            return switch (e.failure()) {
                case Failure.Unreachable _, Failure.Busy _, Failure.SignInNeeded _ -> throw e;
                default -> Optional.empty();
            };
        }
    }
}
