package dev.hpcmcp.app;

import dev.hpcmcp.app.deeds.WitnessedStops;
import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.guard.Stop;
import dev.hpcmcp.guard.Stop.Target;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoredStops;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stop-agent",
        description =
                "Refuse every call of somebody's agents, on all servers over this store, within two seconds. Jobs that run go on.",
        mixinStandardHelpOptions = true)
final class StopAgentCommand implements Callable<Integer> {
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    @Mixin private Config config = new Config();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private @Nullable Whom whom;

    @Option(names = "--for", paramLabel = "1h", description = "Ends by itself after so long.")
    private @Nullable String span;

    @Option(names = "--reason", description = "Told to the agents, and so to their people.")
    private @Nullable String reason;

    @Option(names = "--lift", description = "End it.")
    private boolean lift;

    @Option(names = "--list", description = "Show who is stopped.")
    private boolean list;

    StopAgentCommand(PrintStream out) {
        this.out = out;
    }

    /** Whose agents. */
    static final class Whom {
        @Option(names = "--token", paramLabel = "ID", description = "Those with this token.")
        private @Nullable String token;

        @Option(names = "--user", paramLabel = "USER", description = "Those of this user.")
        private @Nullable String user;

        @Option(names = "--all", description = "All.")
        private boolean all;

        Target target() {
            return all ? Target.ALL : token != null ? Target.TOKEN : Target.USER;
        }

        String name() {
            return Optional.ofNullable(token).or(() -> Optional.ofNullable(user)).orElse("");
        }

        String option() {
            return switch (target()) {
                case TOKEN -> "--token " + name();
                case USER -> "--user " + name();
                case ALL -> "--all";
            };
        }
    }

    @Override
    public Integer call() {
        Settings settings = config.settings();
        try (Store store =
                        new Store(
                                settings.store().orElse(Settings.StorePart.NONE).settings(),
                                clock);
                Recorder recorder = new Recorder(settings, false, () -> store, clock)) {
            return list ? list(store.stops()) : change(store.stops(), recorder.witness());
        } catch (NotKept broken) {
            throw new UsageException(broken.problem() + "; nobody was stopped, and nothing lifted");
        }
    }

    private int list(StoredStops stops) {
        stops.now().stream()
                .filter(stop -> !stop.over(clock.instant()))
                .forEach(stop -> out.println(stop.words()));
        return 0;
    }

    private int change(StoredStops stops, Witness witness) {
        if (whom == null) {
            throw new UsageException("say whom: --token ID, --user USER or --all");
        }
        WitnessedStops seen = new WitnessedStops(stops, witness, Wiring.operator());
        return lift ? lift(seen, whom) : stop(seen, whom);
    }

    private int lift(WitnessedStops stops, Whom meant) {
        boolean lifted = stops.lift(meant.target(), meant.name());
        out.println(lifted ? "lifted" : "there was no such stop; --list shows those there are");
        return lifted ? 0 : 1;
    }

    private int stop(WitnessedStops stops, Whom meant) {
        Instant now = clock.instant();
        Stop stop =
                new Stop(
                        meant.target(),
                        meant.name(),
                        Wiring.operator().name(),
                        now,
                        Optional.ofNullable(span).map(Spans::parse).map(now::plus),
                        Optional.ofNullable(reason));
        stops.add(stop);
        out.printf(
                """
                %s
                Their calls are refused from now on; what they wait for ends within two seconds.
                Jobs that run go on. End them with the cluster's own commands or with hpc-mcp call cancel_job, which is stopped
                too if it is yours; in its environment each job has HPC_MCP_USER and HPC_MCP_CALL, its record in the audit.
                Lift it: hpc-mcp stop-agent %s --lift
                """,
                stop.words(), meant.option());
        return 0;
    }
}
