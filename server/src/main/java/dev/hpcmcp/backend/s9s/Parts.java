package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;

/** What the backend is made of, wired once. */
final class Parts {
    private static final long LARGEST_OUTPUT = 64L << 20;

    private final Rest rest;
    private final Pace pace;
    private final Signing signing;
    private final Endpoint endpoint;
    private final Probing probing;
    private final Submitting submitting;
    private final Listing listing;
    private final Finding finding;
    private final Changing changing;
    private final Bulk bulk;
    private final S9sLogs logs;
    private final Description description;
    private final Machines machines;
    private final Numbers numbers;
    private final People people;
    private final Exporting exporting;
    private final Reporting reporting;

    Parts(S9sSettings settings, Rest rest, Pace pace) {
        String id = settings.id();
        Clock clock = pace.clock();
        this.rest = rest;
        this.pace = pace;
        this.endpoint = Endpoint.of(id, versioned(settings.url())).within(settings.timeout());
        this.signing =
                new Signing(
                        settings.accounts(),
                        client -> new ClientToken(rest, endpoint, client, clock));
        Lacks lacks = new Lacks(id, clock);
        Door door = new Door(id, rest, signing, new Budget(id, pace), lacks);
        S9sApi jobs = new S9sApi(door, endpoint);
        SiteApi site = new SiteApi(door, endpoint);
        Views views = new Views(id, clock);
        this.probing = new Probing(jobs, site, lacks, clock);
        this.submitting = new Submitting(settings, jobs, signing, clock);
        this.listing = new Listing(jobs, signing, views);
        this.finding = new Finding(id, jobs, signing, views);
        this.changing = new Changing(id, jobs, finding, pace);
        this.bulk = new Bulk(jobs, finding, changing);
        this.logs = new S9sLogs(id, jobs, finding, LARGEST_OUTPUT);
        this.machines = new Machines(id, site);
        this.description = new Description(id, site, signing, machines, clock);
        this.numbers = new Numbers(id, site, lacks, clock);
        this.people = new People(site);
        this.exporting = new Exporting(id, site, signing, pace);
        this.reporting = new Reporting(id, site, settings.reportRecipients());
    }

    /** The version belongs to the address; who left it out means the one there is. */
    static String versioned(String url) {
        String base = url.replaceFirst("/+$", "");
        return base.matches(".*/v\\d+") ? base : base + "/v1";
    }

    Events.Following follow(Caller caller, Runnable changed) {
        Call address = Call.get(endpoint.at("ws"));
        return new Following(rest, pace, signing, address, caller, changed).start();
    }

    Probing probing() {
        return probing;
    }

    Submitting submitting() {
        return submitting;
    }

    Listing listing() {
        return listing;
    }

    Finding finding() {
        return finding;
    }

    Changing changing() {
        return changing;
    }

    Bulk bulk() {
        return bulk;
    }

    S9sLogs logs() {
        return logs;
    }

    Description description() {
        return description;
    }

    Machines machines() {
        return machines;
    }

    Numbers numbers() {
        return numbers;
    }

    People people() {
        return people;
    }

    Exporting exporting() {
        return exporting;
    }

    Reporting reporting() {
        return reporting;
    }
}
