package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential;
import java.util.List;
import java.util.Optional;

/**
 * A cluster at which people sign in each for themselves.
 *
 * @param kinds what it takes, the usual one first
 * @param named whether a name there may go with the secret
 * @param login where people can sign in instead of pasting something
 */
public record Connectable(
        String id,
        String title,
        String address,
        List<Credential.Kind> kinds,
        boolean named,
        Optional<ClusterLogin> login) {
    public Connectable {
        kinds = List.copyOf(kinds);
    }
}
