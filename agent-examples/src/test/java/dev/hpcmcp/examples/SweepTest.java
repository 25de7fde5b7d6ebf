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
