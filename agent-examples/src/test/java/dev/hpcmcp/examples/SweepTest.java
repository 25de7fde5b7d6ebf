package dev.hpcmcp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runsTenJobsOverStdioAndPrintsATable() throws IOException {
        int code = sweep(server(""));

        assertThat(code).isZero();
        assertThat(table().lines())
                .hasSize(11)
                .last()
                .asString()
                .contains("1000")
                .contains("3.140593");
        assertThat(table()).doesNotContain("failed");
    }

    @Test
    void tellsTheJobThatFailedFromThoseThatDidNot() throws IOException {
        int code =
                sweep(
                        server(""),
                        "--script=#!/bin/sh\n[ $VALUE = b ] && exit 3; echo fine",
                        "--values=a,b,c");

        assertThat(code).isOne();
        assertThat(table().lines().filter(line -> line.contains("succeeded"))).hasSize(2);
        assertThat(table().lines().filter(line -> line.contains("failed"))).hasSize(1);
    }

    @Test
    void failsWithTheServersWords() throws IOException {
        int code = sweep(server("read-only: true\n"), "--values=a");

        assertThat(code).isOne();
        assertThat(table()).isEmpty();
    }

    @Test
    void runsOverHttpToo() throws IOException, InterruptedException {
        String token = "sweep-0123456789abcdef";
        String settings =
                """
                http:
                  port: 0
                  management-port: 0
                  tokens: [{token: %s, subject: me, scopes: ["clusters:read", "jobs:read", "jobs:write"]}]
                """
                        .formatted(token);
        List<String> command = new ArrayList<>(server(settings));
        command.set(command.indexOf("stdio"), "http");
        Path err = folder.resolve("err");
        Process server = new ProcessBuilder(command).redirectError(err.toFile()).start();
        try {
            int code =
                    new CommandLine(
                                    new Sweep(
                                            new PrintStream(printed, true, StandardCharsets.UTF_8)))
                            .execute(
                                    "--url",
                                    listening(server, err),
                                    "--token",
                                    token,
                                    "--values=1,100");

            assertThat(code).isZero();
            assertThat(table().lines()).hasSize(3);
        } finally {
            end(server);
        }
    }

    /** Gone before the folder is: a server that still ends writes there. */
    private static void end(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(15, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }

    private static String listening(Process server, Path err)
            throws IOException, InterruptedException {
        Pattern line = Pattern.compile("(?m)^listening on (\\S+)$");
        while (server.isAlive()) {
            Matcher found = line.matcher(Files.readString(err));
            if (found.find()) {
                return found.group(1);
            }
            server.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError(Files.readString(err));
    }

    private int sweep(List<String> server, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--");
        arguments.addAll(server);
        Sweep sweep = new Sweep(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return new CommandLine(sweep).execute(arguments.toArray(String[]::new));
    }

    private String table() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private List<String> server(String settings) throws IOException {
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                "clusters: [{id: here, kind: local, slots: 4, spool: '%s'}]\n%s"
                        .formatted(folder.resolve("spool"), settings));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hpcmcp.app.Main",
                "stdio",
                "--config",
                config.toString());
    }
}
