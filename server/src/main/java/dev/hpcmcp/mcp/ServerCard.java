package dev.hpcmcp.mcp;

/**
 * How the server introduces itself.
 *
 * @param instructions what every agent should know before its first call
 */
public record ServerCard(String name, String title, String version, String instructions) {
    public ServerCard {
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a server has a name and a version");
        }
    }
}
