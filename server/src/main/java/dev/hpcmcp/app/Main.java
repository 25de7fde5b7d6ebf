package dev.hpcmcp.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Serves HPC clusters to AI agents over MCP. */
public final class Main {
    private Main() {}

    /**
     * Standard output belongs to the protocol and to answers; whatever else prints goes to standard
     * error.
     */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Logging.setUp(Paths.state().resolve("log"));
        int code = plainStdio(arguments) ? stdio(arguments, out) : Terminal.run(arguments, out);
        out.flush();
        System.exit(code);
    }

    /**
     * How desktop programs start the server, again and again. Recognised here because the command
     * line library cannot be kept in the AOT cache, and loading it takes longer than all the rest.
     */
    private static boolean plainStdio(String[] arguments) {
        return arguments.length > 0
                && arguments[0].equals("stdio")
                && (arguments.length == 1
                        || (arguments.length == 3 && arguments[1].equals("--config")));
    }

    private static int stdio(String[] arguments, PrintStream out) throws InterruptedException {
        try {
            Optional<Path> named =
                    arguments.length == 3 ? Optional.of(Path.of(arguments[2])) : Optional.empty();
            return StdioCommand.serve(() -> SettingsFile.find(named), out);
        } catch (UsageException e) {
            System.err.println("hpc-mcp: " + e.getMessage());
            return 1;
        }
    }
}
