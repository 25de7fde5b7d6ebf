package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Down;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the service answers and knows us, and for how long it will. */
final class Whether {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    private Whether() {}

    static Health up(SkahaApi api, Expiry expiry, Caller caller) {
        try {
            Optional<String> who =
                    api.context(caller)
                            .orElseGet(() -> api.sessions(caller))
                            .header("x-vo-authenticated")
                            .filter(name -> NAME.matcher(name).matches())
                            .map(name -> "signed in as " + name);
            String version = "API " + api.version(caller).path();
            return Health.up(
                    Stream.of(Optional.of(version), who, expiry.warning(caller))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("; ")));
        } catch (HpcException e) {
            return Down.because(e.failure());
        }
    }
}
