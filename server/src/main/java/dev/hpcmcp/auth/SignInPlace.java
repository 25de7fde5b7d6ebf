package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where people sign in at a cluster: at a page of ours if there is one, else with a command.
 *
 * @param origin scheme, host and port at which people reach our pages
 * @param many whether more people than whoever runs this process are served
 */
public record SignInPlace(Optional<URI> origin, boolean many) {
    /** Nothing in it that a shell would take for more than a name. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@:/+-]+");

    public Optional<URI> page(String cluster) {
        return origin.map(at -> at.resolve("/connect/" + cluster));
    }

    /** What to do, as a sentence. */
    public String words(String cluster, Caller caller) {
        return page(cluster)
                .map(page -> "The person can sign in at " + page + "; then make the call again.")
                .orElseGet(() ->
                        "The person can sign in with: hpc-mcp credential set --cluster %s%s; then make the call again."
                                .formatted(cluster, many ? user(caller) : ""));
    }

    private static String user(Caller caller) {
        String subject = caller.subject();
        return PLAIN.matcher(subject).matches() ? " --user " + subject : " --user USER";
    }
}
