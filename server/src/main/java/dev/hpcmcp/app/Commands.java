package dev.hpcmcp.app;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving standard output to those that answer on it. */
final class Commands implements IFactory {
    private final PrintStream out;

    Commands(PrintStream out) {
        this.out = out;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == StdioCommand.class) {
            return type.cast(new StdioCommand(out));
        }
        if (type == CallCommand.class) {
            return type.cast(new CallCommand(out));
        }
        if (type == ToolsCommand.class) {
            return type.cast(new ToolsCommand(out));
        }
        if (type == DoctorCommand.class) {
            return type.cast(new DoctorCommand(out));
        }
        if (type == AuditCommand.class) {
            return type.cast(new AuditCommand(out));
        }
        if (type == StopAgentCommand.class) {
            return type.cast(new StopAgentCommand(out));
        }
        if (type == TokenCommand.class) {
            return type.cast(new TokenCommand(out));
        }
        if (type == CredentialCommand.class) {
            return type.cast(new CredentialCommand(out, System.in));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
