package dev.hpcmcp.app.http;

import dev.hpcmcp.app.http.connect.Connecting;
import dev.hpcmcp.guard.policy.Rates;
import java.util.Optional;

/**
 * What a server may have beside its endpoint.
 *
 * @param connecting for the page on which people connect clusters
 * @param rates how often callers may call by the policy, beside what is set for each token
 */
public record HttpExtras(Optional<Connecting> connecting, Optional<Rates> rates) {
    public static final HttpExtras NONE = new HttpExtras(Optional.empty(), Optional.empty());
}
