package dev.hpcmcp.app.http;

/** The identity provider cannot be asked now. The message is for our log alone. */
public final class IssuerAway extends Exception {
    private static final long serialVersionUID = 1L;

    public IssuerAway(String problem) {
        super(problem, null, false, false);
    }
}
