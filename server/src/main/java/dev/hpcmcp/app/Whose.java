package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;

/** With whose credentials a cluster is used. */
enum Whose {
    /** Those of the configuration, for all callers. */
    @JsonProperty("shared")
    SHARED,
    /** Each caller's own, from the vault. */
    @JsonProperty("per-user")
    PER_USER,
    /** Each caller's own, for which their identity provider exchanges their token. */
    @JsonProperty("exchange")
    EXCHANGE
}
