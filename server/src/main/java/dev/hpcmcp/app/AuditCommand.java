package dev.hpcmcp.app;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.store.AuditChain;
import dev.hpcmcp.store.AuditChain.Findings;
import dev.hpcmcp.store.AuditChain.Wanted;
import dev.hpcmcp.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description =
                "What agents, people and operators did: check that the record is as it was written, or print it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(verify | export)")
final class AuditCommand {
    private final PrintStream out;

    AuditCommand(PrintStream out) {
        this.out = out;
    }

    @Command(
            name = "verify",
            description = "Find records that were changed, removed, inserted or moved.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin Config config) {
        return with(config, chain -> say(chain.verify()));
    }

    private int say(Findings findings) {
        findings.problems().forEach(problem -> out.println("FAIL  " + problem));
        if (!findings.problems().isEmpty()) {
            return 1;
        }
        out.printf(
                "ok    %d records, %d to %d; the last has the hash %s%n",
                findings.records(), findings.first(), findings.last(), findings.head());
        return 0;
    }

    @Command(
            name = "export",
            description = "Print records as lines of JSON.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin Config config,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "Such as 24h, or 2026-03-01T12:00:00Z.")
                    @Nullable String since,
            @Option(names = "--user", description = "Only what this user did.")
                    @Nullable String user,
            @Option(
                            names = "--tool",
                            description = "Only of this tool or deed, such as \"token create\".")
                    @Nullable String tool) {
        Wanted wanted =
                new Wanted(
                        Optional.ofNullable(since).map(AuditCommand::time),
                        Optional.ofNullable(user),
                        Optional.ofNullable(tool));
        return with(
                config,
                chain -> {
                    chain.read(wanted, link -> out.println(link.json()));
                    return 0;
                });
    }

    private static Instant time(String text) {
        if (!text.contains("T")) {
            return Clock.systemUTC().instant().minus(Spans.parse(text));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException(text + " is no time; such as 2026-03-01T12:00:00Z, or 24h");
        }
    }

    private int with(Config config, ToIntFunction<AuditChain> work) {
        try (Store store =
                new Store(
                        config.settings().store().orElse(Settings.StorePart.NONE).settings(),
                        Clock.systemUTC())) {
            if (!store.chain().exists()) {
                System.err.println("hpc-mcp: nothing was recorded yet");
                return 0;
            }
            return work.applyAsInt(store.chain());
        } catch (NotKept broken) {
            throw new UsageException(broken.problem());
        }
    }
}
