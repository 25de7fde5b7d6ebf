package dev.hpcmcp.tool;

import java.util.OptionalDouble;

/** Where a long call says how far it is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, total, message) -> {};

    void report(double done, OptionalDouble total, String message);
}
