package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one cluster of an Open OnDemand site is reached.
 *
 * @param url the API's base without {@code /api/v1}; a host alone stands for the usual place
 * @param cluster what the site calls the cluster; else it is our id, or the only one there is
 * @param signIns as whom each caller acts there
 * @param directory where jobs run that name no directory, with {@code %u} for the user; else home
 */
public record OnDemandSettings(
        String id,
        String title,
        String url,
        Optional<String> cluster,
        Function<Caller, SignIn> signIns,
        Optional<String> directory,
        Duration pollFloor,
        Duration timeout) {
    private static final String USUAL_PLACE = "/pun/sys/ood-api";

    public OnDemandSettings {
        url = base(url);
    }

    /** All callers are the one person whose sign-in this is. */
    public static OnDemandSettings usual(String id, String url, SignIn signIn) {
        return usual(id, url, _ -> signIn);
    }

    public static OnDemandSettings usual(String id, String url, Function<Caller, SignIn> signIns) {
        return new OnDemandSettings(
                id,
                "Open OnDemand cluster " + id,
                url,
                Optional.empty(),
                signIns,
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }

    public OnDemandSettings withTitle(String other) {
        return new OnDemandSettings(
                id, other, url, cluster, signIns, directory, pollFloor, timeout);
    }

    public OnDemandSettings withCluster(String name) {
        return new OnDemandSettings(
                id, title, url, Optional.of(name), signIns, directory, pollFloor, timeout);
    }

    public OnDemandSettings withDirectory(String path) {
        return new OnDemandSettings(
                id, title, url, cluster, signIns, Optional.of(path), pollFloor, timeout);
    }

    public OnDemandSettings withPollFloor(Duration floor) {
        return new OnDemandSettings(id, title, url, cluster, signIns, directory, floor, timeout);
    }

    public OnDemandSettings withTimeout(Duration limit) {
        return new OnDemandSettings(id, title, url, cluster, signIns, directory, pollFloor, limit);
    }

    /** Who writes {@code /api/v1} behind a host has a site that serves it there. */
    private static String base(String url) {
        String bare = url.strip().replaceFirst("/+$", "");
        return bare.matches("(?i)https?://[^/]+")
                ? bare + USUAL_PLACE
                : bare.replaceFirst("/api/v1$", "");
    }

    /**
     * What proves who somebody is: to the site's web server, and to the API where that wants a
     * token of its own.
     *
     * @param bearer a token of the site's identity provider
     * @param cookie {@code name=value} of a browser session
     * @param appToken one made in the dashboard under Settings, API Tokens
     */
    public record SignIn(
            Optional<Secret> bearer,
            Optional<Secret> cookie,
            Optional<Secret> appToken,
            AppTokenHeader header) {
        private static final String SESSION = "mod_auth_openidc_session";

        public static SignIn bearer(Secret token) {
            return new SignIn(
                    Optional.of(token), Optional.empty(), Optional.empty(), AppTokenHeader.EITHER);
        }

        /** The value alone, or {@code name=value} where the site has another name for it. */
        public static SignIn cookie(Secret cookie) {
            boolean named = cookie.reveal().matches("[A-Za-z_][A-Za-z0-9_.-]*=[^=].*");
            Secret whole = named ? cookie : Secret.of(SESSION + "=" + cookie.reveal());
            return new SignIn(
                    Optional.empty(), Optional.of(whole), Optional.empty(), AppTokenHeader.EITHER);
        }

        public static SignIn appToken(Secret token) {
            return new SignIn(
                    Optional.empty(), Optional.empty(), Optional.of(token), AppTokenHeader.EITHER);
        }

        public SignIn withAppToken(Secret token, AppTokenHeader where) {
            return new SignIn(bearer, cookie, Optional.of(token), where);
        }

        /** Versions before v0.2.0 want the app token where a site's own token would stand. */
        boolean appTokenIsBearer() {
            return bearer.isEmpty() && header != AppTokenHeader.X_OOD_API_TOKEN;
        }

        boolean appTokenIsApart() {
            return header != AppTokenHeader.AUTHORIZATION;
        }
    }

    /** Where the app token goes. */
    public enum AppTokenHeader {
        /** In both, as far as there is room: every version finds it. */
        EITHER,
        AUTHORIZATION,
        X_OOD_API_TOKEN
    }
}
