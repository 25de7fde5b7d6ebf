package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;

/**
 * What callers sign in with at one cluster. Asked anew for each request: what was replaced, renewed
 * or removed is so at once.
 */
@FunctionalInterface
public interface SignIns {
    /**
     * What is good now.
     *
     * @throws dev.hpcmcp.port.HpcException {@code SignInNeeded} if there is nothing that is good
     *     now
     */
    SignedIn of(Caller caller);

    /**
     * Somebody, as the cluster will know them.
     *
     * @param account the same as long as it is the same person with the same account there; what is
     *     remembered for one account is nothing to any other
     */
    record SignedIn(Credential credential, String account) {}
}
