package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the service answers and knows us, and for how long it will. */
final class Whether {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    private Whether() {}

    static Health up(SkahaApi api, Expiry expiry) {
        try {
            Optional<String> who =
                    api.context()
                            .header("x-vo-authenticated")
                            .filter(name -> NAME.matcher(name).matches())
                            .map(name -> "signed in as " + name);
            String version = "API " + api.version().path();
            return Health.up(
                    Stream.of(Optional.of(version), who, expiry.warning())
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("; ")));
        } catch (HpcException e) {
            return Health.down(words(e.failure()));
        }
    }

    private static String words(Failure failure) {
        return switch (failure) {
            case Failure.SignInNeeded f -> f.how();
            case Failure.Unreachable f -> f.problem();
            case Failure.NotAllowed f -> f.what();
            case Failure.Busy f -> "it is out of service for the moment";
            case Failure.BadAnswer f ->
                    "it answered with status " + f.status() + ": " + f.problem();
            default -> "it did not answer as it should";
        };
    }
}
