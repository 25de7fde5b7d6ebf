package dev.hpcmcp.backend.ondemand;

/**
 * Between which versions a site's is. As a rule these are one; but something before the API may
 * answer in its stead, and what that says is nothing about the version.
 */
record Range(Release least, Release most) {
    static Range exactly(Release release) {
        return new Range(release, release);
    }

    boolean isKnown() {
        return least == most;
    }

    boolean surelyHas(Release feature) {
        return least.has(feature);
    }

    boolean mayHave(Release feature) {
        return most.has(feature);
    }

    String words() {
        return isKnown()
                ? least.words()
                : least.words() + " at least; what else cannot be told just now";
    }
}
