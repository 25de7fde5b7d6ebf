package dev.hpcmcp.rest;

import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where a cluster's API is, and on what terms we call it.
 *
 * @param base scheme, host, port and the path all its addresses start with; no slash at the end
 * @param deadline how long a call may take in all, its repetitions included, unless the call says
 *     otherwise
 */
public record Endpoint(String cluster, String base, Duration deadline, Tls tls) {
    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(30);

    public Endpoint {
        base = checked(cluster, base);
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "the timeout of cluster " + cluster + " is not positive");
        }
    }

    public static Endpoint of(String cluster, String base) {
        return new Endpoint(cluster, base, USUAL_DEADLINE, Tls.USUAL);
    }

    public Endpoint within(Duration limit) {
        return new Endpoint(cluster, base, limit, tls);
    }

    public Endpoint over(Tls how) {
        return new Endpoint(cluster, base, deadline, how);
    }

    /** The same host without the path: for the few things that APIs keep beside themselves. */
    public Endpoint origin() {
        return new Endpoint(
                cluster, HttpUrl.get(base).newBuilder().encodedPath("/").toString(), deadline, tls);
    }

    /**
     * An address below this one. Every segment is one step; each is encoded once, exactly as it is
     * given.
     */
    public Url at(String... segments) {
        return new Url(this, base, "").at(segments);
    }

    /**
     * An absolute address that somebody else named, if it is on the same scheme, host and port:
     * only there goes what is signed.
     */
    public Optional<Url> here(String address) {
        HttpUrl own = HttpUrl.get(base);
        return Optional.ofNullable(own.resolve(address))
                .filter(other ->
                        own.scheme().equals(other.scheme())
                                && own.host().equals(other.host())
                                && own.port() == other.port()
                                && other.username().isEmpty()
                                && other.password().isEmpty())
                .map(other -> new Url(this, base, "").redirected(other));
    }

    /** The words never repeat the address: it may be a mistyped secret. */
    private static String checked(String cluster, String base) {
        HttpUrl url = HttpUrl.parse(base);
        if (url == null) {
            throw new IllegalArgumentException(
                    "the url of cluster " + cluster + " is not an http(s) address");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "the url of cluster " + cluster + " holds a user name or password");
        }
        if (Places.nobodys(url.host())) {
            throw new IllegalArgumentException(
                    "the url of cluster " + cluster + " leads to an address where no cluster is");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(
                    "the url of cluster " + cluster + " has a '?' or '#' part");
        }
        return url.toString().replaceFirst("/+$", "");
    }
}
