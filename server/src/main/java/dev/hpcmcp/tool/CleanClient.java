package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.text.Untrusted;
import java.net.URI;
import java.util.OptionalDouble;

/** A client that is only told what has been cleaned: words about jobs may be a cluster's own. */
record CleanClient(Client client, Permit permit) implements Client {
    @Override
    public String program() {
        return Untrusted.line(client.program());
    }

    @Override
    public void permit(Deed deed) throws InterruptedException {
        permit.permit(deed);
    }

    @Override
    public void report(double done, OptionalDouble total, String message) {
        client.report(done, total, Untrusted.line(message));
    }

    @Override
    public boolean canAnswer() {
        return client.canAnswer();
    }

    @Override
    public boolean canOpen() {
        return client.canOpen();
    }

    @Override
    public Consent confirm(String question) throws InterruptedException {
        return client.confirm(Untrusted.sentence(question));
    }

    @Override
    public Consent invite(URI page, String why) throws InterruptedException {
        return client.invite(page, Untrusted.sentence(why));
    }
}
