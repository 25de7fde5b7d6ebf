package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;

/**
 * How a program is told that it may come back with a token that allows more. Left with the request
 * by whoever let in a caller for whom that is so.
 */
@FunctionalInterface
public interface StepUp {
    /** The value of {@code WWW-Authenticate}. */
    String header(Caller caller, Scope needed);
}
