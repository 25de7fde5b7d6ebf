package dev.hpcmcp.app.http;

import dev.hpcmcp.app.http.connect.ConnectParts;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.mcp.McpServlet;
import java.util.Optional;
import org.apache.catalina.connector.Connector;

/** What the web server is made of, built by hand before Spring starts. */
record HttpParts(
        HttpSettings settings,
        McpServlet endpoint,
        TokenCheck tokens,
        Challenges challenges,
        Health health,
        Meters meters,
        Connector management,
        Optional<ConnectParts> connect,
        Optional<Rates> rates) {}
