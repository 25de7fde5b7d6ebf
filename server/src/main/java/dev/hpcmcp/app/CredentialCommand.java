package dev.hpcmcp.app;

import dev.hpcmcp.app.deeds.WitnessedVault;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.SealedVault;
import dev.hpcmcp.auth.Vault.Kept;
import dev.hpcmcp.auth.VaultSignIns;
import dev.hpcmcp.port.Secret;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What people sign in with at clusters that have credentials: per-user. */
@Command(
        name = "credential",
        description = "Keep what somebody signs in with at a cluster, sealed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "set|list|remove|rotate-key")
final class CredentialCommand {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String LINE = "%-16s  %-24s  %-11s  %-16s  %s%n";

    private final PrintStream out;
    private final InputStream in;

    CredentialCommand(PrintStream out, InputStream in) {
        this.out = out;
        this.in = in;
    }

    @Command(
            description =
                    "Keep a credential; the secret is read from standard input, or asked for at a terminal.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Config config,
            @Option(names = "--cluster", required = true, description = "For which cluster.")
                    String cluster,
            @Option(names = "--user", description = "Whose it is; else yours.")
                    @Nullable String user,
            @Option(
                            names = "--kind",
                            defaultValue = "token",
                            converter = KindWord.class,
                            description = "token (usual), api-key, cookie or certificate.")
                    Credential.Kind kind,
            @Option(names = "--login", description = "Their name there, if it is another.")
                    @Nullable String login,
            @Option(
                            names = "--expires",
                            converter = Lifetime.class,
                            description = "After how long it ends; else as it says itself.")
                    @Nullable Duration expires) {
        Settings settings = config.settings();
        check(settings, cluster, kind);
        Secret secret = SecretInput.read(in);
        try (Wiring wiring = new Wiring(settings)) {
            witnessed(wiring)
                    .put(
                            subject(user),
                            cluster,
                            kind,
                            () ->
                                    new Credential(
                                            kind,
                                            secret,
                                            Optional.ofNullable(login),
                                            Optional.ofNullable(expires).map(CLOCK.instant()::plus),
                                            Optional.empty()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        System.err.printf("kept the %s of %s for %s%n", kind.text(), subject(user), cluster);
        return 0;
    }

    @Command(
            description = "List what is kept, without the secrets.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Config config) {
        try (Wiring wiring = new Wiring(config.settings())) {
            out.printf(LINE, "CLUSTER", "USER", "KIND", "SINCE", "EXPIRES");
            wiring.personal().vault().list().forEach(this::line);
        }
        return 0;
    }

    @Command(description = "Forget a credential, at once.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin Config config,
            @Option(names = "--cluster", required = true, description = "For which cluster.")
                    String cluster,
            @Option(names = "--user", description = "Whose it is; else yours.")
                    @Nullable String user) {
        try (Wiring wiring = new Wiring(config.settings())) {
            if (!witnessed(wiring).remove(subject(user), cluster)) {
                throw new UsageException(
                        "nothing is kept of %s for %s; hpc-mcp credential list says what is"
                                .formatted(subject(user), cluster));
            }
        }
        System.err.printf("nothing is kept of %s for %s any more%n", subject(user), cluster);
        return 0;
    }

    @Command(
            name = "rotate-key",
            description =
                    "Seal everything with the newest key; makes that where the configuration has none.",
            mixinStandardHelpOptions = true)
    int rotateKey(@Mixin Config config) {
        Settings settings = config.settings();
        try (Wiring wiring = new Wiring(settings)) {
            SealedVault.Resealed resealed =
                    witnessed(wiring)
                            .reseal(() -> resealed(wiring.personal(), settings.vault().isEmpty()));
            System.err.printf("sealed %d anew%n", resealed.done());
            if (resealed.lost() > 0) {
                throw new UsageException(
                        "%d could not be opened, for want of their key (vault.older-keys) or because they were changed; they are as they were"
                                .formatted(resealed.lost()));
            }
        }
        return 0;
    }

    private static SealedVault.Resealed resealed(PersonalClusters personal, boolean ownKey) {
        SealedVault vault = personal.vault();
        if (ownKey) {
            personal.keyFile().orElseThrow().rotate(vault::uses);
        }
        return vault.reseal();
    }

    private static WitnessedVault witnessed(Wiring wiring) {
        return new WitnessedVault(wiring.personal().vault(), wiring.witness(), Wiring.operator());
    }

    private static void check(Settings settings, String id, Credential.Kind kind) {
        List<ClusterSettings> personal =
                settings.clusters().stream()
                        .filter(it -> it.credentials().equals(Optional.of(Whose.PER_USER)))
                        .toList();
        ClusterSettings cluster =
                personal.stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new UsageException(unknown(settings, id, personal)));
        if (!OwnSignIns.taken(cluster).contains(kind)) {
            throw new UsageException(
                    "%s takes %s, and no %s"
                            .formatted(
                                    id,
                                    VaultSignIns.words(OwnSignIns.taken(cluster)),
                                    kind.text()));
        }
    }

    private static String unknown(Settings settings, String id, List<ClusterSettings> personal) {
        if (settings.clusters().stream().anyMatch(it -> it.id().equals(id))) {
            return id
                    + " does not take credentials of each caller's own: in the configuration, write"
                    + " credentials: per-user there, in the place of its token or key";
        }
        return "there is no cluster "
                + id
                + " in the configuration"
                + (personal.isEmpty()
                        ? ""
                        : "; with credentials: per-user there are "
                                + personal.stream()
                                        .map(ClusterSettings::id)
                                        .collect(Collectors.joining(", ")));
    }

    private static String subject(@Nullable String user) {
        String subject = user == null ? Wiring.owner().subject() : user;
        if (subject.isBlank() || subject.lines().count() > 1) {
            throw new UsageException("--user is one line of text");
        }
        return subject;
    }

    private void line(Kept kept) {
        out.printf(
                LINE,
                kept.cluster(),
                kept.subject(),
                kept.kind().text(),
                minute(kept.since()),
                kept.expires()
                        .map(end ->
                                minute(end) + (CLOCK.instant().isBefore(end) ? "" : " (expired)"))
                        .orElse("not known"));
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().substring(0, 16);
    }

    /** A kind as people write it. */
    static final class KindWord implements ITypeConverter<Credential.Kind> {
        @Override
        public Credential.Kind convert(String text) {
            try {
                return Credential.Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("it is token, api-key, cookie or certificate");
            }
        }
    }
}
