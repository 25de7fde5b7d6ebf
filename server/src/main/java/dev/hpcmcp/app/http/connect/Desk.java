package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.app.deeds.WitnessedVault;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.guard.Act;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.port.Caller;
import java.util.List;
import java.util.Optional;

/** What one person may do with their own credentials. It gives none of them back. */
final class Desk {
    private final Vault vault;
    private final List<Connectable> clusters;
    private final Witness witness;

    Desk(Vault vault, List<Connectable> clusters, Witness witness) {
        this.vault = vault;
        this.clusters = clusters;
        this.witness = witness;
    }

    /** A cluster they may not use is as one that is not there. */
    Optional<Connectable> cluster(Caller caller, String id) {
        return clusters.stream()
                .filter(cluster -> cluster.id().equals(id))
                .filter(cluster -> caller.mayUse(cluster.id()))
                .findFirst();
    }

    Optional<Vault.Kept> kept(Caller caller, Connectable cluster) {
        return vault.list().stream()
                .filter(kept -> kept.subject().equals(caller.subject()))
                .filter(kept -> kept.cluster().equals(cluster.id()))
                .findFirst();
    }

    void keep(Caller caller, Connectable cluster, Credential credential) {
        own(caller).put(caller.subject(), cluster.id(), credential);
    }

    /** What they pasted for a cluster will not do. */
    void refused(Caller caller, Connectable cluster, Credential.Kind kind) {
        own(caller).refused(caller.subject(), cluster.id(), kind);
    }

    /** They signed in, to come to the page of this cluster. */
    void welcomed(Caller caller, String cluster) {
        witness.notes(
                new Act(
                        Doer.inBrowser(caller),
                        Act.What.SIGN_IN,
                        Optional.empty(),
                        cluster(caller, cluster).map(Connectable::id),
                        "to connect clusters"));
    }

    private WitnessedVault own(Caller caller) {
        return new WitnessedVault(vault, witness, Doer.inBrowser(caller));
    }

    void forget(Caller caller, Connectable cluster) {
        boolean _ = own(caller).remove(caller.subject(), cluster.id());
    }
}
