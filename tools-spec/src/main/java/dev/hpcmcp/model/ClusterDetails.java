package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a cluster has and allows. */
public record ClusterDetails(
        @Doc("The cluster's id") String cluster,
        @Doc(
                        "name, state, is_default, max_wall_time_seconds, nodes_total, nodes_idle, cores_total, cores_idle, gpus_total, features")
                @Brief
                List<Queue> queues,
        @Doc("What jobs can be charged to: name, qos") @Brief List<Project> projects,
        @Doc(
                        "cores, memory_gb, gpus: sizes to choose or the largest; max_interactive_sessions, max_array_tasks")
                @Brief
                Optional<Limits> limits,
        @Doc("jobs_running, jobs_queued, cores_in_use, cores_total") @Brief Optional<Load> load,
        @Handling(Handling.Way.FENCED) @Doc("The site's own words, as data")
                Optional<String> siteRules,
        @Doc("When we looked") Instant asOf,
        @Doc("The policy for you: what to choose from, max_ of a job, and what is left") @Brief
                Optional<LimitsLeft> limitsLeft) {
    public ClusterDetails {
        queues = List.copyOf(queues);
        projects = List.copyOf(projects);
    }

    /** As the cluster itself tells, without anybody's policy. */
    public ClusterDetails(
            String cluster,
            List<Queue> queues,
            List<Project> projects,
            Optional<Limits> limits,
            Optional<Load> load,
            Optional<String> siteRules,
            Instant asOf) {
        this(cluster, queues, projects, limits, load, siteRules, asOf, Optional.empty());
    }

    public ClusterDetails with(LimitsLeft left) {
        return new ClusterDetails(
                cluster, queues, projects, limits, load, siteRules, asOf, Optional.of(left));
    }
}
