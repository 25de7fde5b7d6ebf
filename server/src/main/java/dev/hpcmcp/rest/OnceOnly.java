package dev.hpcmcp.rest;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from sending a request again by itself. With all its switches off it still repeats
 * any request, a POST too, that is answered 503 with {@code Retry-After: 0}, and stumbles over a
 * number there that is no int. So it does not get to see that header: the inner half hides it, the
 * outer half brings it back.
 */
final class OnceOnly {
    private static final String NAME = "Retry-After";
    private static final String HIDDEN = "X-Hidden-Retry-After";

    private OnceOnly() {}

    static Response hide(Interceptor.Chain chain) throws IOException {
        return renamed(chain.proceed(chain.request()), NAME, HIDDEN);
    }

    static Response show(Interceptor.Chain chain) throws IOException {
        return renamed(chain.proceed(chain.request()), HIDDEN, NAME);
    }

    private static Response renamed(Response response, String from, String to) {
        String value = response.header(from);
        return value == null
                ? response
                : response.newBuilder().removeHeader(from).header(to, value).build();
    }
}
