package dev.hpcmcp.rest;

import dev.hpcmcp.port.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Tells the call that a request is part of under which id the cluster answered. It stands where
 * every head of an answer comes by: of a whole one or a stream, an event line or a WebSocket, a
 * good one, a failure, a redirect, or an attempt that is repeated.
 */
final class Answering {
    private static final List<String> NAMES = List.of("X-Request-Id", "X-Correlation-Id");

    private Answering() {}

    static Response hear(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Passage passage = chain.request().tag(Passage.class);
        if (passage != null) {
            id(response).ifPresent(passage::answered);
        }
        return response;
    }

    /** One of each answer, so that no cluster says more than it was asked. */
    private static Optional<String> id(Response response) {
        return NAMES.stream().flatMap(name -> response.headers(name).stream()).findFirst();
    }
}
