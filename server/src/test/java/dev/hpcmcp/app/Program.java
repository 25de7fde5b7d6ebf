package dev.hpcmcp.app;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program as users start it: a process of its own, with a home and a configuration of its own.
 */
final class Program {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path home;
    private final Path config;

    Program(Path home, String settings) throws IOException {
        this.home = home;
        this.config = home.resolve("config.yml");
        Files.writeString(
                config,
                "clusters: [{id: local, kind: local, slots: 10, spool: '%s'}]\n%s"
                        .formatted(home.resolve("spool"), settings));
    }

    Path home() {
        return home;
    }

    Path config() {
        return config;
    }

    /** What a run to its end came to. */
    record Result(int code, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], arguments);
    }

    /** The same with something on standard input. */
    Result run(byte[] in, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        Process process =
                new ProcessBuilder(command(arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(in);
        } catch (IOException itDidNotRead) {
            // Then it needs nothing of it.
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("it did not end: " + List.of(arguments));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts it as a desktop program does. */
    Talk talk(String... options) throws IOException {
        Path err = Files.createTempFile(home, "err", "");
        List<String> command = command("stdio", "--config", config.toString());
        command.addAll(List.of(options));
        return new Talk(new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    Process start(Path err, String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments)).redirectError(err.toFile()).start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.home=" + home);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.hpcmcp.app.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    /** A conversation over its standard streams. */
    static final class Talk implements AutoCloseable {
        private final Process process;
        private final Path err;
        private final BufferedReader in;
        private final BufferedWriter out;
        private int lastId;

        Talk(Process process, Path err) {
            this.process = process;
            this.err = err;
            this.in =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            this.out =
                    new BufferedWriter(
                            new OutputStreamWriter(
                                    process.getOutputStream(), StandardCharsets.UTF_8));
        }

        Talk initialized() throws IOException {
            ask(
                    "initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
            send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            return this;
        }

        void send(String line) throws IOException {
            out.write(line + "\n");
            out.flush();
        }

        /** The answer to a request; notifications before it are passed over. */
        JsonNode ask(String method, String params) throws IOException {
            lastId++;
            send(
                    "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                            .formatted(lastId, method, params));
            while (true) {
                JsonNode message = read();
                if (message.path("id").asInt(-1) == lastId) {
                    return message;
                }
            }
        }

        JsonNode call(String tool, String arguments) throws IOException {
            return ask(
                            "tools/call",
                            "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments))
                    .path("result")
                    .path("structuredContent");
        }

        /** The next line, which must be a message: nothing else belongs there. */
        JsonNode read() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new AssertionError("it ended: " + Files.readString(err));
            }
            return JSON.readTree(line);
        }

        Process process() {
            return process;
        }

        String err() throws IOException {
            return Files.readString(err);
        }

        @Override
        public void close() throws IOException {
            out.close();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
