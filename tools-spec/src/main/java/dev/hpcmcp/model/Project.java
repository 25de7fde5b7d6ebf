package dev.hpcmcp.model;

import java.util.List;

/** A project or account that jobs can be charged to. */
public record Project(
        @Doc("Its name") String name, @Doc("Qualities of service it may use") List<String> qos) {
    public Project {
        qos = List.copyOf(qos);
    }
}
