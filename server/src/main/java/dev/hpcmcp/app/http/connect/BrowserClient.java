package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.port.Secret;
import java.util.Optional;

/** Who this server is to a provider at which it lets people sign in; without a secret, public. */
public record BrowserClient(String id, Optional<Secret> secret) {}
