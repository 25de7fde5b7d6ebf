package dev.hpcmcp.examples;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one script with ten different parameters and prints what came of each. */
@Command(
        name = "sweep",
        description = {
            "Submits one job for each value, waits for all, prints a table.",
            "The script finds its value in $VALUE; by default it estimates pi with VALUE terms."
        },
        mixinStandardHelpOptions = true)
public final class Sweep implements Callable<Integer> {
    private static final String LEIBNIZ =
            """
            #!/bin/sh
            awk -v n="$VALUE" 'BEGIN { for (i = 0; i < n; i++) s += (i % 2 ? -4 : 4) / (2 * i + 1); printf "%.6f\\n", s }'
            """;

    @Option(names = "--url", description = "Server over HTTP, such as http://127.0.0.1:8848/mcp.")
    private @Nullable URI url;

    @Option(names = "--token", description = "Its bearer token; else $$HPC_MCP_TOKEN.")
    private @Nullable String token = System.getenv("HPC_MCP_TOKEN");

    @Option(names = "--cluster", description = "Where to run; needed if there are several.")
    private @Nullable String cluster;

    @Option(names = "--script", description = "Script to run instead; begins with #!.")
    private String script = LEIBNIZ;

    @Option(names = "--values", split = ",", description = "Values to run it with; else ten.")
    private List<String> values =
            IntStream.rangeClosed(1, 10).mapToObj(i -> String.valueOf(i * i * 10)).toList();

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Server to start and talk to over stdio; else ./hpc-mcp stdio.")
    private List<String> command = List.of("./hpc-mcp", "stdio");

    private final PrintStream out;

    Sweep(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sweep(System.out)).execute(arguments));
    }

    @Override
    public Integer call() {
        try (Hpc hpc = connect()) {
            List<Run> runs = new Jobs(hpc, Optional.ofNullable(cluster)).sweep(script, values);
            out.print(Table.of(runs));
            return runs.stream().allMatch(Run::succeeded) ? 0 : 1;
        } catch (HpcFailure e) {
            System.err.println("sweep: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            System.err.println(
                    "sweep: no server could be reached; is hpc-mcp running, and the token right?");
            return 1;
        }
    }

    private Hpc connect() {
        return url == null ? Hpc.stdio(command) : Hpc.http(url, Optional.ofNullable(token));
    }
}
