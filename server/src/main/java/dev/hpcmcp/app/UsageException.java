package dev.hpcmcp.app;

/** The person at the terminal can mend it; its message says how. Nothing else of it is shown. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
