package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Reply;
import java.util.Locale;
import java.util.Optional;

/** What the site's web server says before anybody asks the API. */
final class Front {
    private final String cluster;

    Front(String cluster) {
        this.cluster = cluster;
    }

    /** Redirects lead to a page to sign in on, wherever they seem to lead: none is followed. */
    void check(Reply reply) {
        int status = reply.status();
        boolean page = isPage(reply);
        if (status / 100 == 3 || (page && (status / 100 == 2 || status == 401))) {
            throw signIn(
                    "The site wants a new sign-in: its token may have expired, as they do after minutes to an hour, or the cookie has. Ask the person for a new one.");
        }
        if (status == 401) {
            throw signIn(
                    Verdict.error(reply).equals("unauthorized")
                            ? "The API wants an app token that it knows, in the header of its version: the person makes one in the dashboard under Settings, API Tokens, and sets it as app-token."
                            : "The site does not take the token or cookie we have: it may have expired. Ask the person for a new one.");
        }
        if (status == 404) {
            missing(reply, page);
        }
    }

    private void missing(Reply reply, boolean page) {
        String said = reply.said();
        if (said.startsWith("Error -- failed to map user")) {
            throw signIn(
                    "It knows who signs in, but has no account for them: the site's support can say which sign-in to use.");
        }
        if (said.startsWith("Error -- ")) {
            throw new HpcException(
                    new Failure.Unreachable(
                            cluster, "the site could not start a server for this user"));
        }
        if (page && said.contains("App has not been initialized")) {
            throw new HpcException(
                    new Failure.BadAnswer(
                            cluster, 404, "the API is not installed at the url we have"));
        }
    }

    private HpcException signIn(String how) {
        return new HpcException(new Failure.SignInNeeded(cluster, how));
    }

    private static boolean isPage(Reply reply) {
        Optional<String> type = reply.header("Content-Type");
        return type.filter(text -> text.toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }
}
