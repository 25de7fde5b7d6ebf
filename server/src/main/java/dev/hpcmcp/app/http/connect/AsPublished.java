package dev.hpcmcp.app.http.connect;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URI;

/**
 * Lets a request look as the browser sent it, though a proxy took the TLS off: then cookies are
 * secure, HSTS is sent, and a provider's answer is known to be for us. From the configuration, not
 * from headers, which anybody can send.
 */
final class AsPublished implements Filter {
    private final URI publicUrl;

    AsPublished(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Published((HttpServletRequest) request), response);
    }

    private final class Published extends HttpServletRequestWrapper {
        Published(HttpServletRequest request) {
            super(request);
        }

        @Override
        public boolean isSecure() {
            return "https".equals(getScheme());
        }

        @Override
        public String getScheme() {
            return publicUrl.getScheme();
        }

        @Override
        public String getServerName() {
            return publicUrl.getHost();
        }

        @Override
        public int getServerPort() {
            return publicUrl.getPort() >= 0 ? publicUrl.getPort() : isSecure() ? 443 : 80;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(publicUrl.resolve(getRequestURI()).toString());
        }
    }
}
