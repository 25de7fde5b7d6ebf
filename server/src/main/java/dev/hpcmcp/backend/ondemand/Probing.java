package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Caller;

/**
 * Finds out which version a site runs, by calls that change nothing: a route without its required
 * parameter says 400 where it is there, and 404 where it is not.
 */
final class Probing {
    private final OnDemandApi api;

    Probing(OnDemandApi api) {
        this.api = api;
    }

    /** Each version has what those before it have, so three or four calls are enough. */
    Release release(Caller caller) {
        if (api.hasControl(caller)) {
            if (!api.wantsJson(caller)) {
                return Release.CONTROL;
            }
            return api.alwaysAnswersJson(caller) ? Release.STRICT : Release.PORTABLE;
        }
        if (api.has(caller, "accounts")) {
            return Release.CAPACITY;
        }
        if (api.has(caller, "context")) {
            return Release.CONTEXT;
        }
        if (api.has(caller, "env")) {
            return Release.ENVIRONMENT;
        }
        return api.has(caller, "files") ? Release.FILES : Release.FIRST;
    }
}
