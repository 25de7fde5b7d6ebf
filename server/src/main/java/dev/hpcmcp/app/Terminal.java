package dev.hpcmcp.app;

import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.text.FailureWords;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands that a person types. */
@Command(
        name = "hpc-mcp",
        description = "One MCP server through which AI agents run work on HPC systems.",
        mixinStandardHelpOptions = true,
        versionProvider = Terminal.Version.class,
        subcommands = {
            StdioCommand.class,
            HttpCommand.class,
            CallCommand.class,
            ToolsCommand.class,
            DoctorCommand.class,
            InitCommand.class,
            AuditCommand.class,
            StopAgentCommand.class,
            TokenCommand.class,
            CredentialCommand.class,
            LocalPass.class
        })
final class Terminal {
    private Terminal() {}

    static int run(String[] arguments, PrintStream out) {
        CommandLine line = new CommandLine(new Terminal(), new Commands(out));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((thrown, _, _) -> said(thrown));
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(arguments);
    }

    private static int said(Exception thrown) throws Exception {
        if (thrown instanceof UsageException usage) {
            System.err.println("hpc-mcp: " + usage.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (thrown instanceof HpcException failed) {
            System.err.println("hpc-mcp: " + FailureWords.sentence(failed.failure()));
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw thrown;
    }

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"hpc-mcp " + Card.version()};
        }
    }
}
