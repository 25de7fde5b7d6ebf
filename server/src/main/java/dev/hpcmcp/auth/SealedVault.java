package dev.hpcmcp.auth;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A vault over a shelf that may be read by anybody: whoever lacks the key reads nothing there. */
public final class SealedVault implements Vault {
    private static final Logger LOG = LoggerFactory.getLogger(SealedVault.class);

    private final Supplier<CredentialShelf> shelf;
    private final Supplier<KeyRing> keys;
    private final Function<Credential, Optional<Instant>> ends;
    private final InstantSource clock;

    /**
     * @param keys asked each time, so that a key that was changed counts at once
     * @param ends when a credential ends by what it says itself, for those that come without
     */
    public SealedVault(
            Supplier<CredentialShelf> shelf,
            Supplier<KeyRing> keys,
            Function<Credential, Optional<Instant>> ends,
            InstantSource clock) {
        this.shelf = shelf;
        this.keys = keys;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * A credential out of its box.
     *
     * @param sealed what it came from
     */
    public record Opened(Credential credential, SealedCredential sealed) {}

    /** How many were sealed anew, and how many could not be opened. */
    public record Resealed(int done, int lost) {}

    @Override
    public boolean put(String subject, String cluster, Credential credential) {
        Credential whole =
                new Credential(
                        credential.kind(),
                        credential.secret(),
                        credential.user(),
                        credential.expires().or(() -> ends.apply(credential)),
                        credential.refresh());
        SealingKey key = keys.get().newest();
        return shelf.get().put(Seal.close(subject, cluster, whole, clock.instant(), key));
    }

    /** When the person put in what is kept, without opening it. */
    public Optional<Instant> since(String subject, String cluster) {
        return shelf.get().find(subject, cluster).map(SealedCredential::put);
    }

    @Override
    public Optional<Credential> find(String subject, String cluster) {
        return open(subject, cluster).map(Opened::credential);
    }

    /**
     * The same with what it came from.
     *
     * @throws HpcException {@code SignInNeeded} if it cannot be opened, whyever
     */
    public Optional<Opened> open(String subject, String cluster) {
        return shelf.get()
                .find(subject, cluster)
                .map(sealed -> new Opened(opened(sealed).orElseThrow(() -> shut(sealed)), sealed));
    }

    /**
     * Puts a renewed one in the place of one that was opened, unless that is not there any more as
     * it was: what a person gave meanwhile is newer.
     */
    public boolean renew(Opened old, Credential fresh) {
        SealedCredential was = old.sealed();
        return shelf.get()
                .replace(
                        was,
                        Seal.close(
                                was.subject(),
                                was.cluster(),
                                fresh,
                                was.put(),
                                keys.get().newest()));
    }

    /** Takes the right to renew it until then; see {@link CredentialShelf#claim}. */
    public boolean claim(Opened credential, Instant until) {
        return shelf.get().claim(credential.sealed(), clock.instant(), until);
    }

    @Override
    public boolean remove(String subject, String cluster) {
        return shelf.get().remove(subject, cluster);
    }

    @Override
    public List<Kept> list() {
        return shelf.get().all().stream().map(SealedCredential::kept).toList();
    }

    /** Whether anything is sealed with a key of this id. */
    public boolean uses(String key) {
        return shelf.get().all().stream().anyMatch(sealed -> sealed.key().equals(key));
    }

    /** Seals everything with the newest key. Who uses the vault meanwhile notices nothing. */
    public Resealed reseal() {
        SealingKey newest = keys.get().newest();
        int done = 0;
        int lost = 0;
        for (SealedCredential old : shelf.get().all()) {
            if (old.key().equals(newest.id())) {
                continue;
            }
            Optional<Credential> open = opened(old);
            if (open.isEmpty()) {
                lost++;
                continue;
            }
            // If it was replaced meanwhile, by a server that has the newest key, all is well.
            SealedCredential fresh =
                    Seal.close(old.subject(), old.cluster(), open.get(), old.put(), newest);
            done += shelf.get().replace(old, fresh) ? 1 : 0;
        }
        return new Resealed(done, lost);
    }

    private Optional<Credential> opened(SealedCredential sealed) {
        return keys.get().of(sealed.key()).flatMap(key -> Seal.open(sealed, key));
    }

    /** One sentence, whatever the reason: who changed a row learns nothing from it. */
    private static HpcException shut(SealedCredential sealed) {
        LOG.warn(
                "what is kept of {} for {} cannot be opened: it was sealed with another key (id {}), or changed",
                sealed.subject(),
                sealed.cluster(),
                sealed.key());
        return new HpcException(
                new Failure.SignInNeeded(
                        sealed.cluster(), "What is kept for you there cannot be opened."));
    }
}
