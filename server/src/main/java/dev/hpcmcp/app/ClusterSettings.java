package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hpcmcp.backend.pivot.PivotSettings;
import dev.hpcmcp.watch.Manners;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One cluster of the configuration; its {@code kind} says which record it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClusterSettings.Local.class, name = "local"),
    @JsonSubTypes.Type(value = ClusterSettings.Slurm.class, name = "slurm"),
    @JsonSubTypes.Type(value = ClusterSettings.Skaha.class, name = "skaha"),
    @JsonSubTypes.Type(value = ClusterSettings.S9s.class, name = "s9s"),
    @JsonSubTypes.Type(value = ClusterSettings.OnDemand.class, name = "ondemand"),
    @JsonSubTypes.Type(value = ClusterSettings.Pivot.class, name = "pivot")
})
sealed interface ClusterSettings {
    String id();

    /** Seconds. */
    Optional<Double> pollFloor();

    Optional<Integer> requestsPerMinute();

    /** With those of the configuration, if nothing is said. */
    Optional<Whose> credentials();

    Optional<OidcPart> oidc();

    /** Whether each caller signs in there by themselves. */
    default boolean personal() {
        return credentials().filter(whose -> whose != Whose.SHARED).isPresent();
    }

    /** Whether each caller puts a credential for it into the vault. */
    default boolean perUser() {
        return credentials().equals(Optional.of(Whose.PER_USER));
    }

    /** How this cluster wants to be asked. */
    default Manners manners() {
        return new Manners(
                pollFloor().map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))),
                requestsPerMinute());
    }

    /** The embedded cluster on this machine. */
    record Local(
            String id,
            Optional<String> title,
            Optional<Integer> slots,
            Optional<String> spool,
            Optional<Integer> keepDays,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute)
            implements ClusterSettings {
        @Override
        public Optional<Whose> credentials() {
            return Optional.empty();
        }

        @Override
        public Optional<OidcPart> oidc() {
            return Optional.empty();
        }

        public Local {
            ClusterRules.checkId(id);
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
            if (slots.filter(n -> n < 1).isPresent()) {
                throw new IllegalArgumentException("slots is at least 1");
            }
        }
    }

    /**
     * A Slurm cluster behind slurmrestd.
     *
     * @param minJobAge the site's MinJobAge, in seconds
     * @param timeout in seconds
     */
    record Slurm(
            String id,
            Optional<String> title,
            String url,
            Optional<String> user,
            Optional<String> token,
            Optional<String> jwtKeyFile,
            List<String> users,
            Optional<String> version,
            Optional<String> directory,
            Optional<LogAccess> logs,
            Optional<Integer> minJobAge,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute,
            Optional<Integer> timeout,
            Optional<Whose> credentials,
            Optional<OidcPart> oidc)
            implements ClusterSettings {
        /** Where jobs' output is read. */
        enum LogAccess {
            FILES
        }

        /** When the controller is away, slurmrestd takes ten seconds to say so. */
        private static final int SHORTEST_TIMEOUT = 15;

        public Slurm {
            ClusterRules.checkId(id);
            users = List.copyOf(users);
            ClusterRules.must(
                    ClusterRules.personal(credentials, oidc, List.of(token, jwtKeyFile))
                            || token.isPresent() != jwtKeyFile.isPresent(),
                    "a slurm cluster needs a token or a jwt-key-file, and only one of the two");
            if (token.isPresent() && user.isEmpty()) {
                throw new IllegalArgumentException("with a token goes the user it is for");
            }
            if (timeout.filter(seconds -> seconds < SHORTEST_TIMEOUT).isPresent()) {
                throw new IllegalArgumentException("timeout is at least 15 seconds for slurm");
            }
            if (minJobAge.filter(seconds -> seconds < 2).isPresent()) {
                throw new IllegalArgumentException("min-job-age is at least 2 seconds");
            }
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
        }

        @Override
        public String toString() {
            return "Slurm[id=" + id + ", url=" + url + "]";
        }
    }

    /**
     * A Skaha science platform such as CANFAR.
     *
     * @param timeout in seconds
     */
    record Skaha(
            String id,
            Optional<String> title,
            String url,
            Optional<String> token,
            Optional<String> certificate,
            Optional<String> cookie,
            Optional<String> registryUser,
            Optional<String> registrySecret,
            Optional<Integer> timeout,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute,
            Optional<Integer> changesPerMinute,
            Optional<Whose> credentials,
            Optional<OidcPart> oidc)
            implements ClusterSettings {
        public Skaha {
            ClusterRules.checkId(id);
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
            ClusterRules.must(
                    url.matches("(?i)https?://[^/?#@]+(/[^?#]*)?"),
                    "url is an http(s) address without user name and '?', as https://ws-uv.canfar.net/skaha");
            boolean personal =
                    ClusterRules.personal(credentials, oidc, List.of(token, certificate, cookie));
            checkSignIn(token, certificate, cookie);
            ClusterRules.must(
                    !personal || all(List.of(registryUser, registrySecret)).findAny().isEmpty(),
                    "registry-user and registry-secret are one person's and would be sent with everybody's jobs: with credentials of each caller's own leave them out");
            ClusterRules.must(
                    registryUser.isPresent() == registrySecret.isPresent(),
                    "registry-user and registry-secret go together");
            ClusterRules.must(
                    all(List.of(registryUser, registrySecret))
                            .noneMatch(part -> part.isBlank() || part.contains(":")),
                    "registry-user and registry-secret are without colons");
            ClusterRules.must(timeout.orElse(1) > 0, "timeout is at least 1 second");
            ClusterRules.must(changesPerMinute.orElse(1) > 0, "changes-per-minute is at least 1");
        }

        private static void checkSignIn(
                Optional<String> token, Optional<String> certificate, Optional<String> cookie) {
            ClusterRules.must(
                    all(List.of(token, certificate, cookie)).count() <= 1,
                    "give one of token, certificate and cookie; without any it is ~/.ssl/cadcproxy.pem");
            ClusterRules.must(
                    all(List.of(token, cookie))
                            .allMatch(secret -> secret.matches("[\\x21-\\x7e]+")),
                    "token and cookie are not empty and have no spaces in them");
        }

        @Override
        public String toString() {
            return "Skaha[id=" + id + ", title=" + title + "]";
        }
    }

    /**
     * A gateway with S9S's REST API.
     *
     * @param timeout in seconds
     */
    record S9s(
            String id,
            Optional<String> title,
            String url,
            Optional<String> token,
            Optional<String> apiKey,
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<String> user,
            Optional<Scripts> scripts,
            List<String> reportRecipients,
            Optional<Integer> timeout,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute,
            Optional<Whose> credentials,
            Optional<OidcPart> oidc)
            implements ClusterSettings {
        /** What the gateway takes as a script. */
        enum Scripts {
            PATH,
            TEXT
        }

        public S9s {
            ClusterRules.checkId(id);
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
            reportRecipients = List.copyOf(reportRecipients);
            ClusterRules.must(
                    url.matches("(?i)https?://[^/?#@]+(/[^?#]*)?"),
                    "url is an http(s) address without user name and '?', as https://s9s.example.org/api/v1");
            ClusterRules.must(
                    clientId.isPresent() == clientSecret.isPresent(),
                    "client-id and client-secret go together");
            ClusterRules.must(
                    ClusterRules.personal(credentials, oidc, List.of(token, apiKey, clientId))
                            || all(List.of(token, apiKey, clientId)).count() == 1,
                    "an s9s cluster needs a token, an api-key or a client-id with client-secret, and only one of them");
            ClusterRules.must(
                    all(List.of(token, apiKey, clientId, clientSecret))
                            .allMatch(secret -> secret.matches("[\\x21-\\x7e]+")),
                    "token, api-key, client-id and client-secret are not empty and have no spaces in them");
            ClusterRules.must(timeout.orElse(1) > 0, "timeout is at least 1 second");
        }

        @Override
        public String toString() {
            return "S9s[id=" + id + ", title=" + title + "]";
        }
    }

    /**
     * A cluster of an Open OnDemand site.
     *
     * @param timeout in seconds
     */
    record OnDemand(
            String id,
            Optional<String> title,
            String url,
            Optional<String> cluster,
            Optional<String> token,
            Optional<String> cookie,
            Optional<String> appToken,
            Optional<TokenHeader> appTokenHeader,
            Optional<String> directory,
            Optional<Integer> timeout,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute,
            Optional<Whose> credentials,
            Optional<OidcPart> oidc)
            implements ClusterSettings {
        /** Where the app token goes. */
        enum TokenHeader {
            @JsonProperty("either")
            EITHER,
            @JsonProperty("authorization")
            AUTHORIZATION,
            @JsonProperty("x-ood-api-token")
            X_OOD_API_TOKEN
        }

        public OnDemand {
            ClusterRules.checkId(id);
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
            List<Optional<String>> secrets = List.of(token, cookie, appToken);
            ClusterRules.must(
                    url.matches("(?i)https?://[^/?#@]+(/[^?#]*)?"),
                    "url is an http(s) address without user name and '?', as https://ondemand.example.org/pun/sys/ood-api");
            ClusterRules.must(
                    token.isEmpty() || cookie.isEmpty(),
                    "give token or cookie, not both; app-token goes with either, or alone");
            ClusterRules.must(
                    ClusterRules.personal(credentials, oidc, List.of(token, cookie, appToken))
                            || secrets.stream().anyMatch(Optional::isPresent),
                    "an ondemand cluster needs a token, a cookie or an app-token");
            ClusterRules.must(
                    secrets.stream()
                            .flatMap(Optional::stream)
                            .allMatch(secret -> secret.matches("[\\x21-\\x7e]+")),
                    "token, cookie and app-token are not empty and have no spaces in them");
            ClusterRules.must(
                    !appTokenHeader.equals(Optional.of(TokenHeader.AUTHORIZATION))
                            || token.isEmpty(),
                    "token and an app-token in the authorization header exclude each other");
            ClusterRules.must(
                    directory.map(path -> path.startsWith("/")).orElse(true),
                    "directory is an absolute path on the cluster");
            ClusterRules.must(timeout.orElse(1) > 0, "timeout is at least 1 second");
        }

        @Override
        public String toString() {
            return "OnDemand[id=" + id + ", title=" + title + "]";
        }
    }

    /**
     * A training service such as PIVOT.
     *
     * @param environment names of variables that runs may be given
     * @param plainHttp whether what is sent may be read on its way to another machine
     * @param notifications whether messages and webhooks may be made
     * @param downloadLimitMb of one checkpoint
     * @param timeout in seconds
     */
    record Pivot(
            String id,
            Optional<String> title,
            String url,
            Optional<PivotSettings.Profile> profile,
            Optional<String> apiKey,
            Optional<String> token,
            List<String> environment,
            Optional<Boolean> uv,
            Optional<Boolean> plainHttp,
            Optional<Boolean> notifications,
            List<String> webhookHosts,
            Optional<Integer> downloadLimitMb,
            Optional<Integer> timeout,
            Optional<Double> pollFloor,
            Optional<Integer> requestsPerMinute,
            Optional<Whose> credentials,
            Optional<OidcPart> oidc)
            implements ClusterSettings {
        private static final int A_MINUTE = 60;

        public Pivot {
            ClusterRules.checkId(id);
            ClusterRules.checkManners(pollFloor, requestsPerMinute);
            environment = List.copyOf(environment);
            webhookHosts = List.copyOf(webhookHosts);
            ClusterRules.must(
                    url.matches("(?i)https?://[^/?#@]+(/[^?#]*)?"),
                    "url is an http(s) address without user name and '?', as http://127.0.0.1:8000/api/v1");
            ClusterRules.must(
                    !url.matches("(?i)http://.*")
                            || url.matches("(?i)http://(localhost|127\\.[0-9.]+|\\[::1])([:/].*)?")
                            || plainHttp.orElse(false),
                    "the service has no sign-in of its own: http to another machine needs plain-http: true");
            ClusterRules.personal(credentials, oidc, List.of(apiKey, token));
            ClusterRules.must(
                    apiKey.isEmpty() || token.isEmpty(),
                    "give api-key or token, not both; the service itself needs neither");
            ClusterRules.must(
                    environment.stream().allMatch(PivotSettings::mayAllow),
                    "environment names no variable that chooses programs or libraries, such as PATH or PYTHONPATH");
            ClusterRules.must(
                    webhookHosts.stream().allMatch(host -> host.matches("[a-z0-9.-]+")),
                    "webhook-hosts are host names in small letters");
            ClusterRules.must(downloadLimitMb.orElse(1) > 0, "download-limit-mb is at least 1");
            ClusterRules.must(timeout.orElse(1) > 0, "timeout is at least 1 second");
        }

        /** The service is told to bear so much, and runs on little. */
        @Override
        public Manners manners() {
            Manners usual = ClusterSettings.super.manners();
            return requestsPerMinute.isPresent()
                    ? usual
                    : new Manners(usual.pollFloor(), Optional.of(A_MINUTE));
        }

        @Override
        public String toString() {
            return "Pivot[id=" + id + ", title=" + title + "]";
        }
    }

    private static Stream<String> all(List<Optional<String>> some) {
        return some.stream().flatMap(Optional::stream);
    }
}
