package dev.hpcmcp.backend.skaha;

import java.util.List;

/** What a request is checked against. */
record Platform(Version version, Sizes sizes, List<String> hosts) {}
