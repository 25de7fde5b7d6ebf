package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.JobRequest;
import java.util.Optional;

/** Refuses what the platform has no notion of, rather than to forget it silently. */
final class Unmeant {
    private static final String LEAVE_OUT = "leave it out";

    private Unmeant() {}

    static void check(JobRequest request, Findings findings) {
        if (request.script().isPresent()) {
            findings.refuse(
                    "script",
                    "this cluster runs programs of an image and takes no scripts",
                    Words.WAY_OUT);
        }
        if (request.script().isEmpty() && request.command().isEmpty()) {
            findings.warn("without a command the image runs what it usually runs");
        }
        places(request, findings);
        scheduling(request, findings);
        if (request.nodes().orElse(1) > 1 || request.tasks().orElse(1) > 1) {
            findings.refuse(
                    "nodes", "a job is one container on one node here", "cores, or replicas");
        }
        if (request.wallTimeSeconds().isPresent()) {
            findings.warn(
                    "wall_time_seconds has no effect here: headless jobs may run for 14 days; cancel_job ends one");
        }
    }

    private static void places(JobRequest request, Findings findings) {
        refuse(
                "working_directory",
                request.workingDirectory(),
                "jobs start in the home directory",
                "absolute paths in command",
                findings);
        String collected = "output is kept by the platform until the job is removed";
        refuse("stdout_path", request.stdoutPath(), collected, "get_session_logs", findings);
        refuse("stderr_path", request.stderrPath(), collected, "get_session_logs", findings);
    }

    private static void scheduling(JobRequest request, Findings findings) {
        refuse("queue", request.queue(), "there is only one here", LEAVE_OUT, findings);
        refuse("project", request.project(), "nothing is charged here", LEAVE_OUT, findings);
        refuse("qos", request.qos(), "there is no such thing here", LEAVE_OUT, findings);
        refuse("array", request.array(), "there are none here", "replicas", findings);
        refuse(
                "hold",
                request.hold().filter(held -> held),
                "jobs cannot be held here",
                LEAVE_OUT,
                findings);
        refuse(
                "after",
                request.after().stream().findFirst(),
                "jobs cannot wait for others here",
                "wait_for_job, then submit",
                findings);
        refuse(
                "native",
                request.nativeOptions().stream().findFirst(),
                "there are none here",
                LEAVE_OUT,
                findings);
    }

    private static void refuse(
            String field, Optional<?> given, String why, String instead, Findings findings) {
        given.ifPresent(present -> findings.refuse(field, why, instead));
    }
}
