package dev.hpcmcp.backend.ondemand;

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
        Release release,
        Optional<String> user,
        Optional<String> home) {
    boolean isSlurm() {
        return adapter.equalsIgnoreCase("slurm");
    }

    boolean has(Release feature) {
        return release.has(feature);
    }

    /** With {@code ~} written out, as far as that is known. */
    String absolute(String path) {
        boolean below = path.equals("~") || path.startsWith("~/");
        return below ? home.map(at -> at + path.substring(1)).orElse(path) : path;
    }
}
