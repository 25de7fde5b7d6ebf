package dev.hpcmcp.backend.ondemand;

/** The API's versions in their order, as their authors count. */
public enum Version {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    V0_1,
    V0_2,
    V0_3,
    V0_4;

    boolean has(Version since) {
        return compareTo(since) >= 0;
    }
}
