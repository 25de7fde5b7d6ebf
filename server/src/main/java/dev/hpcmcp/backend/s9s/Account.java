package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.S9sSettings.Credential;
import java.util.Optional;

/** As whom a caller acts on the cluster: the name there, if it is known, and what proves it. */
record Account(Optional<String> user, Credential credential) {
    /** Whether a job may be this account's. Nothing speaks against it where names are unknown. */
    boolean mayOwn(Optional<String> owner) {
        return user.isEmpty() || owner.isEmpty() || owner.equals(user);
    }
}
