package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.rest.Outcome.Broken;
import dev.hpcmcp.rest.Outcome.Interrupted;
import dev.hpcmcp.rest.Outcome.TooLarge;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What it means that a call broke: the one place where trouble on the way becomes a failure. */
final class Breakages {
    private Breakages() {}

    static Failure failure(Call call, Broken broken) {
        if (call.changes() && broken.sent()) {
            return new Failure.OutcomeUnknown(call.cluster(), call.terms().operation());
        }
        return broken.status() == 0
                ? new Failure.Unreachable(call.cluster(), problem(broken.cause()))
                : new Failure.BadAnswer(
                        call.cluster(), broken.status(), halfway(call, broken.cause()));
    }

    /** What another attempt would not change. */
    static boolean isFinal(Broken broken) {
        IOException cause = broken.cause();
        return cause instanceof Interrupted || cause instanceof TooLarge || isDistrust(cause);
    }

    /** In our words: exceptions' messages hold addresses and whatever the other side says. */
    private static String problem(IOException cause) {
        return switch (cause) {
            case Interrupted _ -> "the call was cancelled";
            case UnknownHostException _ -> "its host name is not known";
            case ConnectException _ -> "nothing accepts connections at its address";
            case InterruptedIOException _ -> "it did not answer in time";
            case SSLException _ ->
                    isDistrust(cause)
                            ? "its certificate is not trusted"
                            : "no secure connection could be made";
            default -> "the connection broke";
        };
    }

    private static String halfway(Call call, IOException cause) {
        return switch (cause) {
            case Interrupted _ -> "the call was cancelled";
            case TooLarge _ -> "its answer is larger than " + size(call.terms().cap());
            case InterruptedIOException _ -> "its answer did not end in time";
            default -> "its answer broke off";
        };
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 ? bytes / (1 << 20) + " MiB" : bytes + " bytes";
    }

    private static boolean isDistrust(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
