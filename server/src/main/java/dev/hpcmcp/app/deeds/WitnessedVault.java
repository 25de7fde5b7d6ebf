package dev.hpcmcp.app.deeds;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.SealedVault.Resealed;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.guard.Act;
import dev.hpcmcp.guard.Act.What;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.guard.Upshot;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.port.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How one person or operator changes what is kept in the vault. Their name at the cluster is sealed
 * there, and so not recorded.
 */
public final class WitnessedVault {
    private static final Upshot REPLACED =
            Upshot.ok(Optional.of("in the place of what was kept before"));

    private final Vault vault;
    private final Witness witness;
    private final Doer by;

    public WitnessedVault(Vault vault, Witness witness, Doer by) {
        this.vault = vault;
        this.witness = witness;
        this.by = by;
    }

    /** Puts it in the place of an older one. */
    public void put(String subject, String cluster, Credential credential) {
        String words =
                words(credential.kind(), subject)
                        + credential.expires().map(end -> ", " + Words.until(end)).orElse("");
        boolean _ =
                witness.sees(
                        Act.at(cluster, by, What.CREDENTIAL_SET, words),
                        () -> vault.put(subject, cluster, credential),
                        older -> older ? REPLACED : Upshot.OK);
    }

    /**
     * Puts in what is made of what they gave.
     *
     * @throws IllegalArgumentException if that will not do
     */
    public void put(
            String subject, String cluster, Credential.Kind kind, Supplier<Credential> making) {
        Credential made;
        try {
            made = making.get();
        } catch (IllegalArgumentException wrong) {
            refused(subject, cluster, kind);
            throw wrong;
        }
        put(subject, cluster, made);
    }

    /** What they gave will not do. */
    public void refused(String subject, String cluster, Credential.Kind kind) {
        witness.refused(
                Act.at(cluster, by, What.CREDENTIAL_SET, words(kind, subject)),
                new Failure.InvalidInput(kind.text(), "it will not do", Optional.empty()));
    }

    /** False if there was none. */
    public boolean remove(String subject, String cluster) {
        return witness.sees(
                Act.at(cluster, by, What.CREDENTIAL_REMOVE, "what was kept " + whose(subject)),
                () -> vault.remove(subject, cluster),
                Upshot::found);
    }

    /** Has everything sealed with the newest key. */
    public Resealed reseal(Supplier<Resealed> work) {
        return witness.sees(
                Act.of(by, What.CREDENTIAL_ROTATE_KEY, "everything that is kept"),
                work,
                done ->
                        new Upshot(
                                done.lost() == 0 ? "ok" : "conflict",
                                Optional.of(
                                        "%d sealed anew, %d that could not be opened"
                                                .formatted(done.done(), done.lost()))));
    }

    private String words(Credential.Kind kind, String subject) {
        return kind.text() + " " + whose(subject);
    }

    private String whose(String subject) {
        return subject.equals(by.name()) ? "of their own" : "of " + subject;
    }
}
