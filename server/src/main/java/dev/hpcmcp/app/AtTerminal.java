package dev.hpcmcp.app;

import dev.hpcmcp.tool.Client;
import java.io.Console;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A person who typed a command, if it was one: a script cannot be asked. */
final class AtTerminal implements Client {
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    @Override
    public String program() {
        return "hpc-mcp call";
    }

    @Override
    public void report(double done, OptionalDouble total, String message) {
        if (console().isPresent()) {
            System.err.printf(
                    "\r%s%s %s\u001b[K",
                    Math.round(done),
                    total.isPresent() ? "/" + Math.round(total.getAsDouble()) : "",
                    message);
        }
    }

    @Override
    public boolean canAnswer() {
        return console().isPresent();
    }

    @Override
    public boolean canOpen() {
        return false;
    }

    @Override
    public Consent confirm(String question) {
        System.err.printf("%s [y/N] ", question);
        return console()
                .flatMap(console -> Optional.ofNullable(console.readLine()))
                .map(said -> said.strip().toLowerCase(Locale.ROOT))
                .map(said -> said.equals("y") || said.equals("yes"))
                .map(yes -> yes ? Consent.GIVEN : Consent.REFUSED)
                .orElse(Consent.NONE);
    }

    @Override
    public Consent invite(URI page, String why) {
        return Consent.NONE;
    }
}
