package dev.hpcmcp.app;

import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.store.Ledger;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Check configuration, Java and every cluster, and say what to do.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final PrintStream out;
    private boolean sick;

    @Mixin private Config config = new Config();

    DoctorCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        say(true, "java", Runtime.version() + " at " + System.getProperty("java.home"));
        Optional<Path> file = config.path();
        try {
            check(config.settings(), file);
        } catch (UsageException e) {
            say(
                    false,
                    "configuration",
                    e.getMessage() + "; mend it, then run hpc-mcp doctor again");
        }
        return sick ? 1 : 0;
    }

    private void check(Settings settings, Optional<Path> file) {
        try (Wiring wiring = new Wiring(settings)) {
            say(
                    true,
                    "configuration",
                    file.map(Path::toString)
                            .orElse("none: one local cluster; hpc-mcp init writes one"));
            state();
            store(wiring.ledger());
            wiring.backends().forEach(this::cluster);
            Caller agent = Wiring.agent(settings);
            say(
                    true,
                    "tools",
                    wiring.toolbox().visible(agent).size() + " visible; hpc-mcp tools lists them");
            wiring.toolbox().off(agent).forEach(why -> say(true, "tools off", why));
        }
    }

    private void state() {
        Path state = Paths.state();
        Path there = state;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        boolean writable = Files.isDirectory(there) && Files.isWritable(there);
        say(
                writable,
                "state",
                state + (writable ? "" : " cannot be written: logs and tokens have no place"));
    }

    private void store(Ledger ledger) {
        Optional<String> problem = ledger.problem();
        say(
                problem.isEmpty(),
                "store",
                problem.map(why -> why + "; jobs go through, but are not remembered")
                        .orElseGet(ledger::place));
    }

    private void cluster(Backend backend) {
        Health health = backend.health(Wiring.owner());
        String word = health.status().name().toLowerCase(Locale.ROOT);
        say(
                health.status() == Cluster.Status.UP,
                "cluster " + backend.id(),
                "%s (%s)%s; offers %s"
                        .formatted(
                                word,
                                backend.kind(),
                                health.message().map(message -> ": " + message).orElse(""),
                                String.join(", ", Ports.offeredBy(backend))));
    }

    private void say(boolean well, String what, String words) {
        sick |= !well;
        out.printf("%-4s  %-16s %s%n", well ? "ok" : "FAIL", what, words);
    }
}
