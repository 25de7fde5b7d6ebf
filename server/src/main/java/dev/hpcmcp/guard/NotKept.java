package dev.hpcmcp.guard;

/** What should be remembered, or was, is out of reach now. The message is fit for an agent. */
public final class NotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotKept(String problem, Throwable cause) {
        super(problem, cause);
    }

    public String problem() {
        return String.valueOf(getMessage());
    }
}
