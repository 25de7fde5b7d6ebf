package dev.hpcmcp.rest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client, and its variants for endpoints with certificates of their own. All share its
 * connections.
 */
final class Clients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<Tls, Variant> variants = new ConcurrentHashMap<>();
    private final OkHttpClient usual = client(threads);
    private final Clock clock;

    Clients(Clock clock) {
        this.clock = clock;
    }

    OkHttpClient of(Endpoint endpoint) {
        if (endpoint.tls().equals(Tls.USUAL)) {
            return usual;
        }
        Variant variant =
                variants.compute(endpoint.tls(), (tls, known) -> current(endpoint, known));
        variant.identity().mustBeValid(endpoint.cluster(), clock.instant());
        return variant.client();
    }

    /** Proxy certificates are renewed every few days under the same name. */
    private Variant current(Endpoint endpoint, @Nullable Variant known) {
        if (known != null && known.identity().isUnchanged()) {
            return known;
        }
        Identity identity = Identity.load(endpoint.cluster(), endpoint.tls());
        return new Variant(identity, identity.dress(usual.newBuilder()).build());
    }

    @Override
    public void close() {
        usual.dispatcher().cancelAll();
        usual.connectionPool().evictAll();
        threads.shutdownNow();
    }

    /**
     * Only HTTP/1.1: there it is certain what was sent and what was not. No limits on parallel
     * calls here: how much a cluster bears is not a matter of its host name. How long a call may
     * take is set for each call.
     */
    private static OkHttpClient client(ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(32, 1, TimeUnit.MINUTES))
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListenerFactory(Trace::of)
                .addInterceptor(Clients::notSilentForLong)
                .addInterceptor(OnceOnly::show)
                .addNetworkInterceptor(OnceOnly::hide)
                .build();
    }

    private static Response notSilentForLong(Interceptor.Chain chain) throws IOException {
        Duration idle = chain.request().tag(Duration.class);
        int millis = idle == null ? 0 : Math.toIntExact(idle.toMillis());
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }

    private record Variant(Identity identity, OkHttpClient client) {}
}
