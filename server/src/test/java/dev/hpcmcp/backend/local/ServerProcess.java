package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.HpcException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server in a process of its own, so that a test can kill it. */
final class ServerProcess {
    private ServerProcess() {}

    /**
     * {@code serve SPOOL SLOTS WORK COUNT SCRIPT}: serves and submits; {@code pass SPOOL SLOTS}:
     * one pass.
     */
    public static void main(String[] arguments) throws InterruptedException {
        LocalSettings settings = settings(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        LocalBackend cluster = new LocalBackend(settings, Clock.systemUTC());
        if (arguments[0].equals("pass")) {
            cluster.pass();
            return;
        }
        if (arguments[0].equals("overfill")) {
            System.out.println(overfill(cluster, arguments[3]));
            return;
        }
        cluster.serve();
        JobRequest request =
                new JobRequestBuilder().script(arguments[5]).workingDirectory(arguments[3]).build();
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
            ids.append(cluster.submit(Callers.ALICE, request).job().jobId()).append(' ');
        }
        System.out.println(ids.toString().strip());
        Thread.sleep(Duration.ofMinutes(5));
    }

    private static String overfill(LocalBackend cluster, String work) {
        String script = "#!/bin/sh\n" + "# filling\n".repeat(100_000);
        try {
            cluster.submit(
                    Callers.ALICE,
                    new JobRequestBuilder().script(script).workingDirectory(work).build());
            return "accepted";
        } catch (HpcException refused) {
            return refused.failure().toString();
        }
    }

    /** What a server says that may not write more than a few kilobytes into a file. */
    static Process overfill(Path spool, Path work) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"));
        command.addAll(command("overfill", spool, 1, work.toString()));
        command.add(5, "-XX:-UsePerfData");
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    static LocalSettings settings(Path spool, int slots) {
        return LocalSettings.usual("here")
                .withSpool(spool)
                .withSlots(slots)
                .withGrace(Duration.ofSeconds(1))
                .withPassCommand(command("pass", spool, slots));
    }

    private static List<String> command(String mode, Path spool, int slots, String... more) {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path", ""));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath,
                                ServerProcess.class.getName(),
                                mode,
                                spool.toString(),
                                Integer.toString(slots)));
        command.addAll(List.of(more));
        return command;
    }

    static Process serve(Path spool, int slots, Path work, int count, String script)
            throws IOException {
        List<String> command =
                command("serve", spool, slots, work.toString(), Integer.toString(count), script);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of("CANFAR_TOKEN", "top-secret", "HPC_MCP_PASSWORD", "top-secret"));
        return builder.start();
    }

    /** The ids of the jobs it submitted, once it has. */
    static List<String> ids(Process server) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        return List.of(String.valueOf(lines.readLine()).split(" ", -1));
    }
}
