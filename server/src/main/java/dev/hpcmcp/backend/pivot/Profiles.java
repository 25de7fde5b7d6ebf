package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Optional;

/** Finds out which of the two APIs this is, once. */
final class Profiles {
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
            Profile profile = described(caller).orElseGet(() -> probed(caller));
            found = Optional.of(profile);
            return profile;
        });
    }

    /** By the service's own description, where it is not hidden behind a proxy. */
    private Optional<Profile> described(Caller caller) {
        try {
            Call call = Call.get(api.beside("openapi.json"));
            Part paths =
                    new Part(api.send(caller, "reading its description", call).json()).at("paths");
            List<String> names = paths.names().toList();
            if (names.stream().anyMatch(name -> name.contains("/training/sessions"))) {
                return Optional.of(Profile.DOC);
            }
            return names.stream()
                            .anyMatch(name ->
                                    name.endsWith("/training/start") || name.endsWith("/status"))
                    ? Optional.of(Profile.SRC)
                    : Optional.empty();
        } catch (HpcException e) {
            return away(e);
        }
    }

    /** The guide is the floor: what is neither is taken for that. */
    private Profile probed(Caller caller) {
        Call sessions = Call.get(api.at("training", "sessions").query("limit", 1));
        if (status(caller, sessions) == 200 || status(caller, sessions) == 405) {
            return Profile.DOC;
        }
        boolean served =
                status(caller, Call.get(api.at("training", "start"))) == 405
                        || status(caller, Call.get(api.at("status"))) == 200;
        return served ? Profile.SRC : Profile.DOC;
    }

    private int status(Caller caller, Call call) {
        Reply reply =
                api.send(
                        caller,
                        "finding out what it is",
                        call,
                        any -> any.status() < 500 && any.status() != 429 && any.status() != 401);
        return reply.status();
    }

    private static <T> Optional<T> away(HpcException e) {
        if (e.failure() instanceof Failure.Unreachable || e.failure() instanceof Failure.Busy) {
            throw e;
        }
        return Optional.empty();
    }
}
