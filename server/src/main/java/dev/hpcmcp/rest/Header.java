package dev.hpcmcp.rest;

import dev.hpcmcp.port.Secret;
import java.util.regex.Pattern;

/** A request header. Its value counts as secret, because many are. */
public record Header(String name, Secret value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

    public Header {
        // Checked here because OkHttp's own complaint quotes the value.
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "header '" + Excerpt.of(name) + "' has characters that cannot be sent");
        }
    }
}
