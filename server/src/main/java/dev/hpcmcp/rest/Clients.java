package dev.hpcmcp.rest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client, and its variants. Changes have connections of their own, which are not kept
 * for long: servers close idle ones after a few seconds, a request that crosses that is lost, and
 * for a change nobody can tell it from one that was carried out. A read is simply made again.
 */
final class Clients implements AutoCloseable {
    /** More certificates than that: those of many people, of which some have ended. */
    private static final int MANY = 100;

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<Tls, Variant> variants = new ConcurrentHashMap<>();
    private final OkHttpClient reads = client(threads, new ConnectionPool(32, 1, TimeUnit.MINUTES));
    private final OkHttpClient changes =
            reads.newBuilder().connectionPool(new ConnectionPool(32, 1, TimeUnit.SECONDS)).build();
    private final Clock clock;

    Clients(Clock clock) {
        this.clock = clock;
    }

    OkHttpClient of(Call call) {
        Endpoint endpoint = call.url().endpoint();
        if (endpoint.tls().equals(Tls.USUAL)) {
            return call.changes() ? changes : reads;
        }
        Variant variant =
                variants.compute(endpoint.tls(), (tls, known) -> current(endpoint, known));
        if (variants.size() > MANY) {
            Instant now = clock.instant();
            variants.values().removeIf(old -> old.identity().hasEnded(now));
        }
        variant.identity().mustBeValid(endpoint.cluster(), clock.instant());
        return call.changes() ? variant.changes() : variant.reads();
    }

    /** For talks: a peer that does not answer to one ping before the next is due has gone. */
    OkHttpClient talking(Call call, Duration ping, Ration ration) {
        return of(call).newBuilder().pingInterval(ping).socketFactory(ration).build();
    }

    /** Proxy certificates are renewed every few days under the same name. */
    private Variant current(Endpoint endpoint, @Nullable Variant known) {
        if (known != null && known.identity().isUnchanged()) {
            return known;
        }
        Identity identity = Identity.load(endpoint.cluster(), endpoint.tls());
        return new Variant(
                identity,
                identity.dress(reads.newBuilder()).build(),
                identity.dress(changes.newBuilder()).build());
    }

    @Override
    public void close() {
        reads.dispatcher().cancelAll();
        reads.connectionPool().evictAll();
        changes.connectionPool().evictAll();
        threads.shutdownNow();
    }

    /**
     * Only HTTP/1.1: there it is certain what was sent and what was not. No limits on parallel
     * calls here: how much a cluster bears is not a matter of its host name. How long a call may
     * take is set for each call.
     */
    private static OkHttpClient client(ExecutorService threads, ConnectionPool pool) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(pool)
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .dns(new Places(Dns.SYSTEM))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(Clients::notSilentForLong)
                .addInterceptor(OnceOnly::show)
                .addInterceptor(Answering::hear)
                .addNetworkInterceptor(Gate::pass)
                .addNetworkInterceptor(OnceOnly::hide)
                .build();
    }

    private static Response notSilentForLong(Interceptor.Chain chain) throws IOException {
        Duration idle = chain.request().tag(Duration.class);
        int millis = idle == null ? 0 : Math.toIntExact(idle.toMillis());
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }

    private record Variant(Identity identity, OkHttpClient reads, OkHttpClient changes) {}
}
