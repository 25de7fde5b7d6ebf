package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the service answers, which of the two it is, and what does not work there. */
final class Condition {
    private static final List<String> PARTS = List.of("database", "filesystem", "memory");

    private final PivotApi api;
    private final Profiles profiles;

    Condition(PivotApi api, Profiles profiles) {
        this.api = api;
        this.profiles = profiles;
    }

    Health of(Caller caller) {
        try {
            api.send(caller, "asking whether it is there", Call.get(api.at("health")));
            List<String> words = new ArrayList<>();
            words.add("profile " + profiles.of(caller).name().toLowerCase(Locale.ROOT));
            if (profiles.of(caller) == PivotSettings.Profile.SRC) {
                words.addAll(troubles(caller));
            }
            if (api.workers().suspected()) {
                words.add("several workers are suspected: each remembers only its own runs");
            }
            return Health.up(String.join("; ", words));
        } catch (HpcException e) {
            return Health.down(words(e.failure()));
        }
    }

    /** The plain health route says healthy whatever is broken. */
    private List<String> troubles(Caller caller) {
        List<String> words = new ArrayList<>();
        read(caller, "health", "detailed")
                .ifPresent(all -> {
                    for (String part : PARTS) {
                        all.at("components")
                                .at(part)
                                .text("status")
                                .filter(status -> !status.equals("healthy"))
                                .ifPresent(_ -> words.add(part + " is not healthy"));
                    }
                });
        try {
            api.send(caller, "reading its sessions", Call.get(api.at("status")));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotSupported) {
                words.add("started without its managers: runs cannot be looked at");
            }
        }
        return words;
    }

    private Optional<Part> read(Caller caller, String... path) {
        try {
            return Optional.of(
                    new Part(
                            api.send(caller, "reading its health", Call.get(api.at(path))).json()));
        } catch (HpcException older) {
            return Optional.empty();
        }
    }

    private static String words(Failure failure) {
        return switch (failure) {
            case Failure.SignInNeeded f -> f.how();
            case Failure.Unreachable f -> f.problem();
            case Failure.Busy _ -> "it asks for patience";
            case Failure.BadAnswer f ->
                    "it answered with status " + f.status() + ": " + f.problem();
            default -> "there is no training API at this address";
        };
    }
}
