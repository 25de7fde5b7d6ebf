package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which version of the API is spoken: the configured one, else the newest there is. A site that is
 * upgraded may serve the one we know no more.
 */
final class Versions {
    private final Optional<ApiVersion> configured;
    private final Function<Pass, ApiVersion> newest;
    private volatile Optional<ApiVersion> known;

    /**
     * @param newest asks which is the newest one that the site serves
     */
    Versions(Optional<ApiVersion> configured, Function<Pass, ApiVersion> newest) {
        this.configured = configured;
        this.newest = newest;
        this.known = configured;
    }

    ApiVersion of(Pass pass) {
        return known.orElseGet(() -> {
            ApiVersion found = newest.apply(pass);
            known = Optional.of(found);
            return found;
        });
    }

    /** Whether another one is to be spoken than the one that the site has nothing under. */
    synchronized boolean moved(Pass pass, ApiVersion gone) {
        if (configured.isPresent()) {
            return false;
        }
        if (known.equals(Optional.of(gone))) {
            known = Optional.of(newest.apply(pass));
        }
        return !known.equals(Optional.of(gone));
    }
}
