package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The page of one cluster. Everything that changes something is a POST, which the rules before this
 * let through from our own forms and for people who signed in.
 */
final class ConnectServlet extends HttpServlet {
    static final String DO = "do";
    static final String KEEP = "keep";
    static final String FORGET = "forget";

    private static final long serialVersionUID = 1L;

    private final transient Desk desk;
    private final transient SignInPage signIn;
    private final transient ConnectPage connect;
    private final transient Pages pages;
    private final transient InstantSource clock;

    ConnectServlet(
            Desk desk, SignInPage signIn, ConnectPage connect, Pages pages, InstantSource clock) {
        this.desk = desk;
        this.signIn = signIn;
        this.connect = connect;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Place> place = Place.of(request);
        Optional<Visitor> visitor = Visitor.now();
        if (place.isEmpty()) {
            pages.message(response, Message.NOWHERE);
        } else if (Problem.of(request).isPresent()) {
            pages.message(response, Problem.of(request).get());
        } else if (place.get().action().isPresent()) {
            response.sendRedirect(
                    Place.path(place.get().cluster()), HttpServletResponse.SC_SEE_OTHER);
        } else if (visitor.isEmpty()) {
            signIn.show(request, response, place.get().cluster(), SignInPage.Trouble.NONE);
        } else {
            show(request, response, visitor.get().caller(), place.get().cluster());
        }
    }

    private void show(
            HttpServletRequest request, HttpServletResponse response, Caller caller, String id)
            throws IOException {
        Optional<Connectable> cluster = desk.cluster(caller, id);
        if (cluster.isPresent()) {
            connect.show(request, response, caller, cluster.get(), Optional.empty());
        } else {
            pages.message(response, Message.NOWHERE);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Caller caller = Visitor.now().orElseThrow().caller();
        Optional<Connectable> cluster =
                Place.of(request).flatMap(place -> desk.cluster(caller, place.cluster()));
        if (cluster.isEmpty()) {
            pages.message(response, Message.NOWHERE);
        } else if (Problem.of(request).isPresent()) {
            pages.message(response, Problem.of(request).get());
        } else if (KEEP.equals(request.getParameter(DO))) {
            keep(request, response, caller, cluster.get());
        } else if (FORGET.equals(request.getParameter(DO))) {
            desk.forget(caller, cluster.get());
            done(request, response, Notice.FORGOTTEN, cluster.get());
        } else {
            pages.message(response, Message.BROKEN);
        }
    }

    private void keep(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            Connectable cluster)
            throws IOException {
        switch (Paste.of(request, caller, cluster, clock.instant()).orElse(null)) {
            case Paste.Good(var credential) -> {
                desk.keep(caller, cluster, credential);
                done(request, response, Notice.KEPT, cluster);
            }
            case Paste.Bad bad -> {
                desk.refused(caller, cluster, bad.kind());
                connect.show(request, response, caller, cluster, Optional.of(bad));
            }
            case null -> pages.message(response, Message.BROKEN);
        }
    }

    private static void done(
            HttpServletRequest request,
            HttpServletResponse response,
            Notice notice,
            Connectable cluster)
            throws IOException {
        notice.leave(request);
        response.sendRedirect(Place.path(cluster.id()), HttpServletResponse.SC_SEE_OTHER);
    }
}
