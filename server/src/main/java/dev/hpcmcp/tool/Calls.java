package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.WaitForJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls to make next, written so that they can be made as they stand. */
final class Calls {
    private Calls() {}

    static String waitForJob(String cluster, List<JobId> ids, WaitForJob.Input before) {
        Map<String, Object> arguments = on(cluster);
        arguments.put("job_ids", ids);
        arguments.put("until", before.until().name().toLowerCase(Locale.ROOT));
        arguments.put("timeout_seconds", before.timeoutSeconds());
        return call("wait_for_job", arguments);
    }

    static String waitForJob(String cluster, JobId id) {
        Map<String, Object> arguments = on(cluster);
        arguments.put("job_ids", List.of(id));
        return call("wait_for_job", arguments);
    }

    /** To find the id of a job that was asked for by a wrong one. */
    static String listJobs(String cluster) {
        return call("list_jobs", on(cluster));
    }

    static String cancel(Map<String, Object> arguments) {
        return call("cancel_job", arguments);
    }

    static Map<String, Object> cancelArguments(
            String cluster, List<JobId> ids, CancelJob.Input like) {
        Map<String, Object> arguments = on(cluster);
        arguments.put("job_ids", ids);
        like.signal().ifPresent(signal -> arguments.put("signal", signal));
        if (like.force()) {
            arguments.put("force", true);
        }
        like.reason().ifPresent(reason -> arguments.put("reason", reason));
        return arguments;
    }

    static String logs(String cluster, JobId id) {
        return about("get_session_logs", cluster, id);
    }

    static String diagnose(String cluster, JobId id) {
        return about("diagnose_job", cluster, id);
    }

    private static String about(String tool, String cluster, JobId id) {
        Map<String, Object> arguments = on(cluster);
        arguments.put("job_id", id);
        return call(tool, arguments);
    }

    private static Map<String, Object> on(String cluster) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("cluster", cluster);
        return arguments;
    }

    private static String call(String tool, Map<String, Object> arguments) {
        return tool + " " + Json.MAPPER.writeValueAsString(arguments);
    }
}
