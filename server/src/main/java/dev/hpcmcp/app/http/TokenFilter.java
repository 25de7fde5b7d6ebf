package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.mcp.McpServlet;
import dev.hpcmcp.mcp.Replies;
import dev.hpcmcp.port.Caller;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets nobody pass without a known token, not even on loopback, where other users may live too. */
final class TokenFilter implements Filter {
    private static final String BEARER = "Bearer ";
    private static final String HOW =
            ": send \"Authorization: Bearer <token>\". The server showed one when it was first started;"
                    + " its operator can make another with \"hpc-mcp token\"";

    private final TokenCheck tokens;

    TokenFilter(TokenCheck tokens) {
        this.tokens = tokens;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> token = bearer((HttpServletRequest) request);
        Optional<Caller> caller = tokens.callerOf(token);
        if (caller.isPresent()) {
            request.setAttribute(McpServlet.CALLER, caller.get());
            chain.doFilter(request, response);
        } else {
            challenge((HttpServletResponse) response, token.isPresent());
        }
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private static void challenge(HttpServletResponse response, boolean sent) throws IOException {
        String error = sent ? ", error=\"invalid_token\"" : "";
        response.setHeader("WWW-Authenticate", "Bearer realm=\"hpc-mcp\"" + error);
        String words = sent ? "this token is not known here" : "a token is needed";
        Replies.refuse(response, 401, words + HOW);
    }
}
