package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a cluster has and allows. */
public record ClusterDetails(
        @Doc("The cluster's id") String cluster,
        @Doc("Where jobs can be sent") List<Queue> queues,
        @Doc("What jobs can be charged to") List<Project> projects,
        @Doc("What one job may ask for") Optional<Limits> limits,
        @Doc("How busy it is") Optional<Load> load,
        @Doc("The site's own words, as data") Optional<String> siteRules,
        @Doc("When we looked") Instant asOf) {
    public ClusterDetails {
        queues = List.copyOf(queues);
        projects = List.copyOf(projects);
    }
}
