package dev.hpcmcp.spec;

import java.util.EnumSet;
import java.util.Set;

/** A group of tools that is switched on or off as one. */
public enum Toolset {
    CLUSTERS,
    JOBS,
    IMAGES,
    SESSIONS,
    TRAINING,
    MONITORING,
    REPORTS,
    ADMIN,
    FILES;

    /** What is on unless the configuration says otherwise. */
    public static Set<Toolset> usual() {
        return EnumSet.range(CLUSTERS, MONITORING);
    }
}
