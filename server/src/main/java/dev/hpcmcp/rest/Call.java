package dev.hpcmcp.rest;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Passage;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request to a cluster, and what it means to us. Immutable: every method gives a new one. */
public final class Call {
    private final Method method;
    private final Url url;
    private final List<Header> headers;
    private final Body body;
    private final Terms terms;
    private final Optional<Passage> passage;

    private Call(
            Method method,
            Url url,
            List<Header> headers,
            Body body,
            Terms terms,
            Optional<Passage> passage) {
        if (method.reads() && !body.isNone()) {
            throw new IllegalArgumentException(method + " has no body");
        }
        this.method = method;
        this.url = url;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.terms = terms;
        this.passage = passage;
    }

    /** A call that expects JSON, repeats reads and never repeats anything else. */
    public static Call of(Method method, Url url) {
        return new Call(method, url, List.of(), Body.none(), Terms.usual(method), Optional.empty())
                .accept("application/json");
    }

    public static Call get(Url url) {
        return of(Method.GET, url);
    }

    public static Call post(Url url, Body body) {
        return of(Method.POST, url).carrying(body);
    }

    public static Call put(Url url, Body body) {
        return of(Method.PUT, url).carrying(body);
    }

    public static Call delete(Url url) {
        return of(Method.DELETE, url);
    }

    public Call carrying(Body content) {
        return new Call(method, url, headers, content, terms, passage);
    }

    /** Sets a header; it replaces one of the same name. */
    public Call header(String name, Secret value) {
        List<Header> all = new ArrayList<>(headers);
        all.removeIf(header -> header.name().equalsIgnoreCase(name));
        all.add(new Header(name, value));
        return new Call(method, url, all, body, terms, passage);
    }

    public Call header(String name, String value) {
        return header(name, Secret.of(value));
    }

    public Call bearer(Secret token) {
        return header("Authorization", "Bearer " + token.reveal());
    }

    /**
     * Says which call this is part of: the cluster's log then has the id that our audit has, and
     * our audit the one that the cluster's log has.
     */
    public Call madeIn(Caller caller) {
        return caller.badge().call().map(this::partOf).orElse(this);
    }

    private Call partOf(Passage call) {
        Call named = header("X-Request-Id", call.id());
        return new Call(method, url, named.headers, body, terms, Optional.of(call));
    }

    /** What kind of answer is wanted. A web page that was not asked for is taken for what it is. */
    public Call accept(String types) {
        return header("Accept", types);
    }

    /**
     * Says that sending it twice is harmless, or that it is not, against what its method promises.
     */
    public Call with(Safety safety) {
        return on(terms.with(safety));
    }

    /** What it does, in the words of the failure that may have to tell: "submitting the job". */
    public Call doing(String operation) {
        return on(terms.doing(operation));
    }

    /**
     * What it is about. Only then does a 404 mean that this does not exist; otherwise the address
     * is wrong.
     */
    public Call about(String kind, String id) {
        return on(terms.about(kind, id));
    }

    /** A deadline of its own, for the whole call with its repetitions. */
    public Call within(Duration limit) {
        return on(terms.within(limit));
    }

    /** How long the cluster may be silent: for long downloads, whose deadline says little. */
    public Call silentFor(Duration limit) {
        return on(terms.silentFor(limit));
    }

    /** How many bytes of an answer are taken; 8 MiB if nothing is said. */
    public Call atMost(long bytes) {
        return on(terms.atMost(bytes));
    }

    public Call judgedBy(Judge judge) {
        return on(terms.judgedBy(judge));
    }

    /** Lets it leave only as often as this allows. */
    public Call heldBackBy(Throttle throttle) {
        return on(terms.heldBackBy(throttle));
    }

    Call to(Url other) {
        return new Call(method, other, headers, body, terms, passage);
    }

    private Call on(Terms other) {
        return new Call(method, url, headers, body, other, passage);
    }

    Method method() {
        return method;
    }

    Url url() {
        return url;
    }

    List<Header> headers() {
        return headers;
    }

    Body body() {
        return body;
    }

    Terms terms() {
        return terms;
    }

    Optional<Passage> passage() {
        return passage;
    }

    String cluster() {
        return url.endpoint().cluster();
    }

    Duration deadline() {
        return terms.deadline().orElse(url.endpoint().deadline());
    }

    boolean changes() {
        return terms.safety() != Safety.READ;
    }

    boolean accepts(String type) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Accept"))
                .anyMatch(header -> header.value().reveal().contains(type));
    }

    @Override
    public String toString() {
        return method + " " + cluster() + " " + url;
    }
}
