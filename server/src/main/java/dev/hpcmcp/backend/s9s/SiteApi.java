package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Streamed;
import dev.hpcmcp.rest.Url;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The API's endpoints that are not about single jobs, one method each. */
final class SiteApi {
    private static final long LARGEST_FILE = 1L << 30;

    private final Door door;
    private final Endpoint endpoint;

    SiteApi(Door door, Endpoint endpoint) {
        this.door = door;
        this.endpoint = endpoint;
    }

    Part nodes(Caller caller, Map<String, String> filter) {
        return read(caller, Feature.NODES, with(endpoint.at("nodes"), filter));
    }

    Part node(Caller caller, String name) {
        Errand errand =
                Errand.read(Feature.NODES, Call.get(endpoint.at("nodes", name)))
                        .about("node", name);
        return json(caller, errand).unwrapped("node", "data");
    }

    /** {@code drain}, {@code resume} or {@code state}. */
    void changeNode(Caller caller, String name, String step, Map<String, Object> body) {
        Call call =
                Call.put(
                        endpoint.at("nodes", name, step),
                        body.isEmpty() ? Body.none() : Body.json(body));
        door.send(
                caller,
                Errand.change(Feature.NODE_STATES, "changing node " + name, call)
                        .about("node", name));
    }

    Part users(Caller caller) {
        return read(caller, Feature.USERS, endpoint.at("users"));
    }

    Part user(Caller caller, String name) {
        Errand errand =
                Errand.read(Feature.USERS, Call.get(endpoint.at("users", name)))
                        .about("user", name);
        return json(caller, errand).unwrapped("user", "data");
    }

    Part partitions(Caller caller) {
        return read(caller, Feature.PARTITIONS, endpoint.at("partitions"));
    }

    /** {@code cluster}, {@code performance} or {@code efficiency}. */
    Reply metrics(Caller caller, Feature feature, String which, Map<String, String> filter) {
        Url url = with(endpoint.at("metrics", which), filter);
        return door.send(caller, Errand.read(feature, Call.get(url)));
    }

    Part search(Caller caller, Map<String, String> query) {
        return read(caller, Feature.SEARCH, with(endpoint.at("search"), query));
    }

    Part startExport(Caller caller, Map<String, Object> body) {
        Call call = Call.post(endpoint.at("export"), Body.json(body));
        return json(caller, Errand.change(Feature.EXPORTS, "starting the export", call))
                .unwrapped("export", "data");
    }

    Part export(Caller caller, String id) {
        Errand errand =
                Errand.read(Feature.EXPORTS, Call.get(endpoint.at("exports", id)))
                        .about("export", id);
        return json(caller, errand).unwrapped("export", "data");
    }

    /**
     * Fetches a finished export. Only from our own host: what goes there is signed.
     *
     * @param place where the gateway says it is
     */
    Streamed download(Caller caller, String id, Optional<String> place, OutputStream to) {
        Url url =
                place.flatMap(endpoint::here)
                        .orElseGet(() -> endpoint.at("exports", id, "download"));
        Call call =
                Call.get(url)
                        .accept("*/*")
                        .within(Duration.ofMinutes(30))
                        .silentFor(Duration.ofSeconds(30))
                        .atMost(LARGEST_FILE);
        return door.stream(caller, Errand.read(Feature.EXPORTS, call).about("export", id), to);
    }

    Reply order(Caller caller, Map<String, Object> report) {
        Call call = Call.post(endpoint.at("reports"), Body.json(report));
        return door.send(caller, Errand.change(Feature.REPORTS, "ordering the report", call));
    }

    Part reports(Caller caller) {
        return read(caller, Feature.REPORTS, endpoint.at("reports"));
    }

    Reply status(Caller caller) {
        return door.send(caller, Errand.read(Feature.STATUS, Call.get(endpoint.at("status"))));
    }

    Part description(Caller caller) {
        return read(caller, Feature.DESCRIPTION, endpoint.at("openapi.json"));
    }

    private Part read(Caller caller, Feature feature, Url url) {
        return json(caller, Errand.read(feature, Call.get(url).atMost(S9sApi.LIST)));
    }

    private Part json(Caller caller, Errand errand) {
        return Part.of(door.send(caller, errand).json());
    }

    private static Url with(Url url, Map<String, String> parameters) {
        Url all = url;
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            all = all.query(one.getKey(), one.getValue());
        }
        return all;
    }
}
