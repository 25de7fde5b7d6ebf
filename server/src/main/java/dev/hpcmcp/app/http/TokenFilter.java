package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
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
import java.util.function.BooleanSupplier;

/** Lets nobody pass without a known token, not even on loopback, where other users may live too. */
final class TokenFilter implements Filter {
    private static final String BEARER = "Bearer ";
    private static final String HOW =
            "send \"Authorization: Bearer <token>\". The operator makes one with hpc-mcp token create;"
                    + " the server showed one when it was first started, and does so again without"
                    + " its token file";

    private static final String WAIT_SECONDS = "10";

    private final TokenCheck tokens;
    private final Challenges challenges;

    TokenFilter(TokenCheck tokens, Challenges challenges) {
        this.tokens = tokens;
        this.challenges = challenges;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> token = bearer((HttpServletRequest) request);
        var answer = (HttpServletResponse) response;
        switch (token.map(tokens::of).orElseGet(tokens::withoutOne)) {
            case Verdict.Known(Caller caller, boolean mayGrow) -> {
                request.setAttribute(McpServlet.CALLER, caller);
                request.setAttribute(McpServlet.STILL, still(token, caller));
                if (mayGrow) {
                    request.setAttribute(McpServlet.STEP_UP, challenges);
                }
                chain.doFilter(request, response);
            }
            case Verdict.Unknown _ when token.isEmpty() ->
                    refuse(answer, challenges.signIn(), "a token is needed");
            case Verdict.Unknown _ ->
                    refuse(
                            answer,
                            challenges.invalid(),
                            "this token is not known here, or not any more");
            case Verdict.Unsure(String why) -> {
                answer.setHeader("Retry-After", WAIT_SECONDS);
                Replies.refuse(answer, 503, why + ": try again soon");
            }
        }
    }

    /** If it cannot be told, too, they are let in no more: as a new request would not be. */
    private BooleanSupplier still(Optional<String> token, Caller caller) {
        return () ->
                token.map(tokens::of).orElseGet(tokens::withoutOne)
                                instanceof Verdict.Known(Caller now, _)
                        && now.equals(caller);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private void refuse(HttpServletResponse response, String challenge, String words)
            throws IOException {
        response.setHeader("WWW-Authenticate", challenge);
        Replies.refuse(response, 401, words + ": " + challenges.place() + HOW);
    }
}
