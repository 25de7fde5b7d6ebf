package dev.hpcmcp.app.http.connect;

import java.util.Set;
import org.apache.catalina.session.StandardManager;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.servlet.Session;

/** How browsers are known again. Kept in memory alone, and no more than fit there. */
public final class BrowserSessions {
    private static final int MOST = 10_000;

    private BrowserSessions() {}

    public static void on(TomcatServletWebServerFactory factory, Connecting connecting) {
        Session session = factory.getSettings().getSession();
        session.setTimeout(Ending.LIFETIME);
        session.setTrackingModes(Set.of(Session.SessionTrackingMode.COOKIE));
        Cookie cookie = session.getCookie();
        // Browsers let no other host of the domain, and nobody without TLS, set one that begins so.
        cookie.setName(connecting.secure() ? "__Host-hpc-mcp" : "hpc-mcp");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(connecting.secure());
        cookie.setSameSite(connecting.redirected() ? Cookie.SameSite.LAX : Cookie.SameSite.STRICT);
        factory.addContextCustomizers(context -> {
            var manager = new StandardManager();
            manager.setMaxActiveSessions(MOST);
            context.setManager(manager);
        });
    }
}
