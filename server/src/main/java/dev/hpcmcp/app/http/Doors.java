package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.Replies;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.IntSupplier;

/** Which paths there are on which of the two ports. */
final class Doors implements Filter {
    private static final Set<String> PUBLIC = Set.of("/mcp", "/health/live", "/health/ready");
    private static final Set<String> MANAGEMENT =
            Set.of("/health", "/health/live", "/health/ready", "/metrics");

    private static final Set<String> SIGN_IN =
            Set.of(Challenges.METADATA, Challenges.METADATA + "/mcp");

    private static final String CONNECT = "/connect/";

    private final IntSupplier managementPort;
    private final boolean signIn;
    private final boolean connect;

    /**
     * @param signIn whether we say who signs people in
     * @param connect whether people connect clusters here
     */
    Doors(IntSupplier managementPort, boolean signIn, boolean connect) {
        this.managementPort = managementPort;
        this.signIn = signIn;
        this.connect = connect;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean management = request.getLocalPort() == managementPort.getAsInt();
        String path = ((HttpServletRequest) request).getRequestURI();
        if ((management ? MANAGEMENT : PUBLIC).contains(path)
                || (!management && signIn && SIGN_IN.contains(path))
                || (!management && connect && path.startsWith(CONNECT))) {
            chain.doFilter(request, response);
        } else {
            Replies.refuse(
                    (HttpServletResponse) response,
                    404,
                    "there is nothing here; the endpoint is /mcp");
        }
    }
}
