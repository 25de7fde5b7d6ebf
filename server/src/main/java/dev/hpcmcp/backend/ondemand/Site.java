package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;

/**
 * A site's cluster as one user meets it.
 *
 * @param user who we are there, where the site tells
 * @param home their home directory, where the site tells
 */
record Site(
        String cluster,
        String adapter,
        Range versions,
        Optional<String> user,
        Optional<String> home) {
    /** Older versions ignore what they do not know, so nobody tries. */
    private static final Failure UNTOLD =
            new Failure.Conflict(
                    "it cannot be told just now whether this site's version can do that, because something before its API answers in its stead. Nothing was done; try again in a minute");

    boolean isSlurm() {
        return adapter.equalsIgnoreCase("slurm");
    }

    /**
     * Whether its version has this.
     *
     * @throws HpcException if that cannot be told just now
     */
    boolean has(Release feature) {
        doubt(feature)
                .ifPresent(untold -> {
                    throw new HpcException(untold);
                });
        return surelyHas(feature);
    }

    /** Why it cannot be told whether its version has this, if that is so. */
    Optional<Failure> doubt(Release feature) {
        return mayHave(feature) && !surelyHas(feature) ? Optional.of(UNTOLD) : Optional.empty();
    }

    /** For what does no harm where it is missing. */
    boolean mayHave(Release feature) {
        return versions.mayHave(feature);
    }

    boolean surelyHas(Release feature) {
        return versions.surelyHas(feature);
    }

    /** With {@code ~} written out, as far as that is known. */
    String absolute(String path) {
        boolean below = path.equals("~") || path.startsWith("~/");
        return below ? home.map(at -> at + path.substring(1)).orElse(path) : path;
    }
}
