package dev.hpcmcp.auth;

import dev.hpcmcp.auth.SealedVault.Opened;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each caller has put into the vault for one cluster. */
public final class VaultSignIns implements SignIns {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String cluster;
    private final List<Credential.Kind> takes;
    private final SealedVault vault;
    private final SignInPlace place;
    private final InstantSource clock;
    private final Optional<Renewal> renewal;

    /**
     * @param takes what kinds of credentials the cluster takes
     * @param source where credentials are renewed that can be
     */
    public VaultSignIns(
            String cluster,
            List<Credential.Kind> takes,
            SealedVault vault,
            SignInPlace place,
            Optional<TokenSource> source,
            InstantSource clock) {
        this.cluster = cluster;
        this.takes = List.copyOf(takes);
        this.vault = vault;
        this.place = place;
        this.clock = clock;
        this.renewal =
                source.map(it -> new Renewal(cluster, vault, it, clock, Renewal.Patience.USUAL));
    }

    @Override
    public SignedIn of(Caller caller) {
        Opened opened =
                opened(caller)
                        .map(it -> renewal.map(by -> by.fresh(it)).orElse(it))
                        .orElseThrow(() -> needed(caller, "You have not signed in there."));
        Credential credential = opened.credential();
        if (!takes.contains(credential.kind())) {
            throw needed(
                    caller,
                    "What is kept for you is of the kind %s, and it takes %s."
                            .formatted(credential.kind().text(), words(takes)));
        }
        Optional<Instant> ended =
                credential.expires().filter(end -> !clock.instant().isBefore(end));
        if (ended.isPresent()) {
            throw needed(
                    caller,
                    "What you signed in with expired on " + MINUTE.format(ended.get()) + ".");
        }
        return new SignedIn(credential, caller.subject() + "\n" + opened.sealed().put());
    }

    private Optional<Opened> opened(Caller caller) {
        try {
            return vault.open(caller.subject(), cluster);
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.SignInNeeded(String _, String how)) {
                throw needed(caller, how);
            }
            throw e;
        }
    }

    private HpcException needed(Caller caller, String why) {
        return new HpcException(
                new Failure.SignInNeeded(cluster, why + " " + place.words(cluster, caller)));
    }

    /** Kinds as people write them. */
    public static String words(List<Credential.Kind> kinds) {
        return kinds.stream()
                .sorted()
                .map(Credential.Kind::text)
                .collect(Collectors.joining(" or "));
    }
}
