package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.guard.Person;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/** The program that calls, and whoever sits before it. */
public interface Client extends Progress, Person, Permit {
    /** Nobody listens and nobody can be asked. */
    Client SILENT = telling(Progress.NONE);

    /** What the program calls itself; empty if it did not say. */
    String program();

    /** Only a client that came through {@link Tools} knows whom to ask. */
    @Override
    default void permit(Deed deed) throws InterruptedException {
        throw new HpcException(
                new Failure.NotAllowed(
                        "this would %s, and nobody can allow that here".formatted(deed.what()),
                        Optional.empty()));
    }

    /** Somebody who can be told how far it is, and not asked. */
    static Client telling(Progress progress) {
        return new Client() {
            @Override
            public String program() {
                return "";
            }

            @Override
            public void report(double done, OptionalDouble total, String message) {
                progress.report(done, total, message);
            }

            @Override
            public boolean canAnswer() {
                return false;
            }

            @Override
            public boolean canOpen() {
                return false;
            }

            @Override
            public Consent confirm(String question) {
                return Consent.NONE;
            }

            @Override
            public Consent invite(URI page, String why) {
                return Consent.NONE;
            }
        };
    }
}
