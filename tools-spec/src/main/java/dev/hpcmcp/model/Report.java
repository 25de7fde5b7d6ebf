package dev.hpcmcp.model;

import java.util.Optional;

/** What a cluster says of a report. */
public record Report(
        @Doc("Its id, if the cluster gave one") Optional<String> id,
        @Doc("What kind it is") Optional<String> type,
        @Doc("How far it is, in the cluster's words") Optional<String> status,
        @Doc("What the cluster said") Optional<String> message) {}
