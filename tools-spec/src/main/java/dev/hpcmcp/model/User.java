package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** Somebody with an account on a cluster. */
public record User(
        @Doc("Login name") String name,
        @Doc("Project charged if none is named") Optional<String> defaultProject,
        @Doc("none, operator or administrator, or the cluster's word") Optional<String> adminLevel,
        @Doc("Jobs running") Optional<Integer> jobsRunning,
        @Doc("Jobs waiting") Optional<Integer> jobsPending,
        @Doc("Processor time used") Optional<Double> cpuHours,
        @Doc("project, queue, qos") @Brief @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<Association> associations) {
    public User {
        associations = List.copyOf(associations);
    }

    /** What a user may charge and where. */
    public record Association(
            @Doc("Project") Optional<String> project,
            @Doc("Queue") Optional<String> queue,
            @Doc("Qualities of service") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> qos) {
        public Association {
            qos = List.copyOf(qos);
        }
    }
}
