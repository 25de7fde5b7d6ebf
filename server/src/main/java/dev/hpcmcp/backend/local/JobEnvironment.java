package dev.hpcmcp.backend.local;

import dev.hpcmcp.files.ProgressFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a job finds in its environment: a few harmless variables of the server, those of its
 * request, and ours. The server's own secrets are in its environment too, so nothing else is passed
 * on.
 */
final class JobEnvironment {
    static final String OURS = "HPC_MCP_";

    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "SHELL");
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private JobEnvironment() {}

    static Map<String, String> passedOn(Map<String, String> server) {
        Map<String, String> environment =
                server.entrySet().stream()
                        .filter(variable ->
                                PASSED_ON.contains(variable.getKey())
                                        || variable.getKey().startsWith("LC_"))
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        Map.Entry::getValue,
                                        (a, b) -> a,
                                        TreeMap::new));
        environment.putIfAbsent("PATH", USUAL_PATH);
        environment.putIfAbsent("HOME", System.getProperty("user.home", "/"));
        return environment;
    }

    static Map<String, String> of(
            String cluster, StoredJob job, LocalId id, String token, Path progress) {
        Map<String, String> environment = passedOn(System.getenv());
        environment.putAll(job.environment());
        environment.put("HPC_MCP_CLUSTER", cluster);
        environment.put("HPC_MCP_JOB_ID", id.toString());
        job.name().ifPresent(name -> environment.put("HPC_MCP_JOB_NAME", name));
        environment.put("HPC_MCP_CORES", Integer.toString(job.slots()));
        environment.put("HPC_MCP_TASKS", Integer.toString(job.tasks()));
        environment.put("HPC_MCP_CORES_PER_TASK", Integer.toString(job.cores()));
        environment.put("HPC_MCP_JOB_TOKEN", token);
        environment.put(ProgressFile.VARIABLE, progress.toString());
        id.task()
                .ifPresent(index -> {
                    environment.put("HPC_MCP_ARRAY_JOB_ID", Long.toString(id.job()));
                    environment.put("HPC_MCP_ARRAY_TASK_ID", Integer.toString(index));
                    environment.put(
                            "HPC_MCP_ARRAY_TASK_COUNT", Integer.toString(job.indices().size()));
                });
        return environment;
    }
}
