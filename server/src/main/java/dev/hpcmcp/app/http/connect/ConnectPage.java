package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.Subjects;
import dev.hpcmcp.auth.Vault.Kept;
import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one person has with one cluster, and can give or take back. Never shows a secret. */
final class ConnectPage {
    private final Pages pages;
    private final Desk desk;
    private final InstantSource clock;

    ConnectPage(Pages pages, Desk desk, InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.clock = clock;
    }

    void show(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            Connectable cluster,
            Optional<Paste.Bad> bad)
            throws IOException {
        Optional<Kept> kept = desk.kept(caller, cluster);
        Optional<Notice> notice = bad.isPresent() ? Optional.empty() : Notice.take(request);
        Map<String, Object> values = new HashMap<>(Forms.token(request));
        values.put("subject", caller.subject());
        values.put("foreign", Subjects.foreign(caller.subject()));
        values.put("title", cluster.title());
        values.put("address", cluster.address());
        values.put("action", Place.path(cluster.id()));
        values.put("signOut", Place.path(cluster.id()) + "/" + Place.SIGN_OUT);
        values.put("authorize", Place.path(cluster.id()) + "/" + Place.AUTHORIZE);
        values.put("login", cluster.login().isPresent());
        values.put("loginFailed", failed(request));
        values.put("kept", kept.isPresent());
        values.put("status", kept.map(this::words).orElse("Nothing of yours is kept yet."));
        values.put("notice", notice.map(Notice::words).orElse(""));
        values.put("noticed", notice.isPresent());
        values.put("forms", forms(cluster, bad, request));
        values.put("several", cluster.kinds().size() > 1);
        String head = bad.isPresent() ? "Error: connect " : "Connect ";
        pages.connect(response, bad.isPresent() ? 422 : 200, head + cluster.title(), values);
    }

    /** A provider sends people back with this word when they did not sign in there. */
    private static boolean failed(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) && request.getParameter("error") != null;
    }

    private String words(Kept kept) {
        String what = KindWords.of(kept.kind()).some() + " of yours is kept since ";
        String since = Times.text(kept.since());
        return what + since + kept.expires().map(this::until).orElse(".");
    }

    private String until(Instant end) {
        return clock.instant().isBefore(end)
                ? ", and ends on " + Times.text(end) + "."
                : ", and ended on " + Times.text(end) + ". Give a new one.";
    }

    private static List<Map<String, Object>> forms(
            Connectable cluster, Optional<Paste.Bad> bad, HttpServletRequest request) {
        Kind open = bad.map(Paste.Bad::kind).orElse(first(cluster));
        return cluster.kinds().stream()
                .map(kind ->
                        form(
                                cluster,
                                kind,
                                kind == open,
                                bad.filter(it -> it.kind() == kind),
                                request))
                .toList();
    }

    private static Kind first(Connectable cluster) {
        return cluster.kinds().isEmpty() ? Kind.TOKEN : cluster.kinds().getFirst();
    }

    private static Map<String, Object> form(
            Connectable cluster,
            Kind kind,
            boolean open,
            Optional<Paste.Bad> bad,
            HttpServletRequest request) {
        Map<String, Object> form = new HashMap<>();
        KindWords words = KindWords.of(kind);
        boolean wrongName = bad.filter(Paste.Bad::name).isPresent();
        form.put("kind", kind.text());
        form.put("open", open);
        form.put("some", words.some());
        form.put("the", words.the());
        form.put("label", words.label());
        form.put("hint", words.hint());
        form.put("long", kind == Kind.CERTIFICATE);
        form.put("named", cluster.named());
        // Their own words back to them, so that a slip costs no typing; never the secret.
        form.put(
                "user",
                bad.isPresent()
                        ? Optional.ofNullable(request.getParameter("user")).orElse("")
                        : "");
        form.put("wrongName", wrongName);
        form.put("wrongSecret", bad.isPresent() && !wrongName);
        form.put("why", bad.map(Paste.Bad::why).orElse(""));
        return form;
    }
}
