package dev.hpcmcp.mcp;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a web page could send through its visitor's browser: requests for a name that is
 * not ours (DNS rebinding), and requests from a page that is not on the list.
 */
public final class FrontDoor implements Filter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Of two, we might take another one than a proxy before us looked at. */
    private static final List<String> ONCE =
            List.of("Authorization", "Mcp-Session-Id", "MCP-Protocol-Version", "Content-Type");

    private final Set<String> hosts;
    private final Set<String> origins;

    /**
     * @param hosts names under which we are reached, beside those of loopback; with or without port
     * @param origins pages that may call, such as {@code https://example.org}; beside local ones
     */
    public FrontDoor(Collection<String> hosts, Collection<String> origins) {
        this.hosts = lower(hosts);
        this.origins = lower(origins);
    }

    private static Set<String> lower(Collection<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            check((HttpServletRequest) request);
        } catch (Refused refused) {
            Replies.refuse((HttpServletResponse) response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) throws Refused {
        if (!ours(request.getHeader("Host"))) {
            throw new Refused(421, "this server does not go by that name: see http.allowed-hosts");
        }
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!welcome(origin.toLowerCase(Locale.ROOT))) {
                throw new Refused(403, "this origin may not call: see http.allowed-origins");
            }
        }
        for (String header : ONCE) {
            if (Collections.list(request.getHeaders(header)).size() > 1) {
                throw new Refused(400, header + " is said more than once");
            }
        }
    }

    private boolean ours(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String host = header.toLowerCase(Locale.ROOT);
        return hosts.contains(host) || known(withoutPort(host));
    }

    private boolean known(String host) {
        return LOOPBACK.contains(host) || hosts.contains(host);
    }

    private boolean welcome(String origin) {
        int scheme = origin.indexOf("://");
        boolean web = origin.startsWith("http://") || origin.startsWith("https://");
        return origins.contains(origin)
                || (web && LOOPBACK.contains(withoutPort(origin.substring(scheme + 3))));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
