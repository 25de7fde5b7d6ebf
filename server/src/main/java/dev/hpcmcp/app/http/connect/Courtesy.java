package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers people in words, not in JSON, when something is too much or does not work. */
final class Courtesy implements Filter {
    /** A proxy certificate with its chain and key, encoded for a form, has some 20 KB. */
    static final int LARGEST_FORM = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Courtesy.class);

    private final Pages pages;

    Courtesy(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = (HttpServletResponse) response;
        long length = request.getContentLengthLong();
        if (length > LARGEST_FORM
                || (length < 0 && "POST".equals(((HttpServletRequest) request).getMethod()))) {
            pages.message(answer, Message.TOO_LARGE);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (HpcException away) {
            LOG.warn("a credential could not be looked at or changed: {}", away.getMessage());
            // A conflict is that of the audit: nothing else here can have one.
            boolean unrecorded = away.failure() instanceof Failure.Conflict;
            pages.message(answer, unrecorded ? Message.UNRECORDED : Message.AWAY);
        } catch (TooManyActiveSessionsException full) {
            pages.message(answer, Message.BUSY);
        } catch (InvalidParameterException broken) {
            pages.message(answer, Message.BROKEN);
        }
    }
}
