package dev.hpcmcp.app;

import dev.hpcmcp.app.deeds.WitnessedTokens;
import dev.hpcmcp.auth.IssuedToken;
import dev.hpcmcp.auth.IssuedToken.Grant;
import dev.hpcmcp.auth.MintedToken;
import dev.hpcmcp.auth.TokenDesk;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.spec.Scope;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens for programs that can only send a fixed header. */
@Command(
        name = "token",
        description = "Make, list, revoke and rotate tokens for callers over HTTP.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "create|list|revoke|rotate")
final class TokenCommand {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String LINE = "%-10s  %-9s  %-12s  %-10s  %-16s  %s%n";

    private final PrintStream out;

    TokenCommand(PrintStream out) {
        this.out = out;
    }

    @Command(
            description = "Make a token and print it, once; only its hash is kept.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin Config config,
            @Option(names = "--user", required = true, description = "Whose it is.") String user,
            @Option(
                            names = "--scopes",
                            required = true,
                            converter = Scopes.class,
                            description = "What it allows, such as \"clusters:read jobs:read\".")
                    Scopes.Listed scopes,
            @Option(names = "--clusters", description = "Only these, as a,b; else all.")
                    @Nullable String clusters,
            @Option(names = "--groups", description = "What they belong to, as a,b.")
                    @Nullable String groups,
            @Option(
                            names = "--expires",
                            converter = Lifetime.class,
                            description = "After how long, such as 12h or 30d; else never.")
                    @Nullable Duration expires,
            @Option(names = "--name", description = "What it is for.") @Nullable String name) {
        if (scopes.scopes().isEmpty()) {
            throw new UsageException(
                    "a token without scopes allows nothing: name some of "
                            + words(Stream.of(Scope.values())));
        }
        return at(
                config,
                wiring -> {
                    Optional<Set<String>> only =
                            Optional.ofNullable(clusters).map(TokenCommand::list);
                    only.ifPresent(ids -> check(ids, wiring.backends()));
                    Grant grant =
                            new Grant(
                                    user,
                                    scopes.scopes(),
                                    only,
                                    Optional.ofNullable(groups)
                                            .map(TokenCommand::list)
                                            .orElse(Set.of()),
                                    Optional.ofNullable(name).map(TokenCommand::oneLine));
                    show(desk(wiring).create(grant, Optional.ofNullable(expires)));
                    return 0;
                });
    }

    @Command(
            description = "List the tokens there are, without the tokens.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Config config) {
        return at(
                config,
                wiring -> {
                    Instant now = CLOCK.instant();
                    out.printf(LINE, "ID", "STATE", "USER", "EXPIRES", "LAST USED", "ALLOWS");
                    desk(wiring).all().forEach(token -> line(token, now));
                    return 0;
                });
    }

    @Command(description = "End a token, at once.", mixinStandardHelpOptions = true)
    int revoke(@Mixin Config config, @Parameters(paramLabel = "ID") String id) {
        return at(
                config,
                wiring -> {
                    desk(wiring).revoke(id);
                    System.err.println("revoked " + id + "; no server lets it in any more");
                    return 0;
                });
    }

    @Command(
            description = "Put a new secret in a token's place and print it; the old one ends.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin Config config,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--expires",
                            converter = Lifetime.class,
                            description = "After how long; else after as long as it had before.")
                    @Nullable Duration expires) {
        return at(
                config,
                wiring -> {
                    show(desk(wiring).rotate(id, Optional.ofNullable(expires)));
                    return 0;
                });
    }

    private static int at(Config config, Function<Wiring, Integer> work) {
        try (Wiring wiring = new Wiring(config.settings())) {
            return work.apply(wiring);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static TokenDesk desk(Wiring wiring) {
        return new TokenDesk(
                new WitnessedTokens(wiring.ledger().tokens(), wiring.witness(), Wiring.operator()),
                CLOCK);
    }

    /** The token alone on standard output, for pipes; the rest is for people. */
    private void show(MintedToken minted) {
        System.err.println(
                "token " + minted.id() + " follows. It is shown only now; only its hash is kept.");
        out.println(minted.whole());
    }

    private void line(IssuedToken token, Instant now) {
        String state =
                token.revoked().isPresent() ? "revoked" : token.valid(now) ? "valid" : "expired";
        String where =
                token.caller()
                        .clusters()
                        .map(ids -> " on " + String.join(",", new TreeSet<>(ids)))
                        .orElse("");
        out.printf(
                LINE,
                token.id(),
                state,
                token.caller().subject(),
                token.expires().map(TokenCommand::day).orElse("never"),
                token.used().map(TokenCommand::minute).orElse("never"),
                words(token.caller().scopes().stream())
                        + where
                        + token.name().map(name -> " (" + name + ")").orElse(""));
    }

    private static void check(Set<String> ids, List<Backend> backends) {
        List<String> known = backends.stream().map(Backend::id).toList();
        ids.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new UsageException(
                            "there is no cluster "
                                    + id
                                    + " in the configuration; there are "
                                    + String.join(", ", known));
                });
    }

    private static Set<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\p{Cntrl}+", " ");
    }

    private static String words(Stream<Scope> scopes) {
        return scopes.sorted().map(Scope::text).collect(Collectors.joining(" "));
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().substring(0, 16);
    }
}
