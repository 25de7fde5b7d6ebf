package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of the page a request is for: {@code /connect/CLUSTER}, or {@code .../ACTION} of it. */
record Place(String cluster, Optional<String> action) {
    static final String ROOT = "/connect/";
    static final String SIGN_IN = "sign-in";
    static final String SIGN_OUT = "sign-out";
    static final String AUTHORIZE = "authorize";

    /** Where people come back to who signed in to us; no cluster has such an action. */
    static final String BACK = "/callback";

    private static final Pattern FORM =
            Pattern.compile(ROOT + "([a-z0-9][a-z0-9-]{0,39})(?:/([a-z-]+))?");

    static Optional<Place> of(HttpServletRequest request) {
        Matcher form = FORM.matcher(request.getRequestURI());
        return form.matches()
                ? Optional.of(new Place(form.group(1), Optional.ofNullable(form.group(2))))
                : Optional.empty();
    }

    /** Of the cluster in any request, for those who only need that. */
    static String path(String cluster) {
        return ROOT + cluster;
    }

    /** The pattern of an action of every cluster. */
    static String every(String action) {
        return ROOT + "*/" + action;
    }

    boolean is(String wanted) {
        return action.equals(Optional.of(wanted));
    }
}
