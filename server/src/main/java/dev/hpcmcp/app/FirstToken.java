package dev.hpcmcp.app;

/** What the first start of the HTTP server shows, once. */
final class FirstToken {
    private FirstToken() {}

    static String words(String url, String token) {
        return """
        hpc-mcp: made a token. It is shown only now; its hash is kept in ~/.local/state/hpc-mcp/http-token.
        A client's configuration, ready to paste:

        {
          "mcpServers": {
            "hpc": { "type": "http", "url": "%s", "headers": { "Authorization": "Bearer %s" } }
          }
        }

        """
                .formatted(url, token);
    }
}
