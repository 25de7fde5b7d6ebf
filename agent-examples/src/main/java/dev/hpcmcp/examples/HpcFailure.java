package dev.hpcmcp.examples;

/** A tool that failed, in the server's own words: they say what to do. */
final class HpcFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HpcFailure(String tool, String words) {
        super(tool + ": " + words);
    }
}
