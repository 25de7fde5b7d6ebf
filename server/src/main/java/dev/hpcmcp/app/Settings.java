package dev.hpcmcp.app;

import dev.hpcmcp.guard.policy.Policy;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.StoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration as a person writes it. What is left out is empty here; {@link Wiring} knows
 * what is usual.
 *
 * @param localFiles the one directory of this machine that tools put files into and take them from
 */
record Settings(
        List<ClusterSettings> clusters,
        Optional<Set<Toolset>> toolsets,
        boolean readOnly,
        Optional<StorePart> store,
        Optional<HttpPart> http,
        Optional<String> localFiles,
        Optional<ApprovalsPart> approvals,
        Optional<AuditPart> audit,
        Optional<StdioPart> stdio,
        Optional<VaultPart> vault,
        Optional<List<PolicyRule>> policy) {
    static final Settings NONE =
            new Settings(
                    List.of(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    Settings {
        policy = policy.map(List::copyOf);
        clusters = List.copyOf(clusters);
        toolsets = toolsets.map(Set::copyOf);
    }

    Settings withReadOnly() {
        return new Settings(
                clusters,
                toolsets,
                true,
                store,
                http,
                localFiles,
                approvals,
                audit,
                stdio,
                vault,
                policy);
    }

    /** The rules, ready to be kept to. */
    Policy rules() {
        return new Policy(policy.orElse(List.of()).stream().map(PolicyRule::rule).toList());
    }

    /** Where jobs are remembered, and for how long. */
    record StorePart(Optional<String> url, Optional<Integer> keepDays) {
        static final StorePart NONE = new StorePart(Optional.empty(), Optional.empty());
        private static final String USUAL = "jdbc:sqlite:~/.local/state/hpc-mcp/store.db";
        private static final int USUAL_DAYS = 90;

        StorePart {
            if (keepDays.filter(days -> days < 1).isPresent()) {
                throw new IllegalArgumentException("keep-days is at least 1");
            }
            settings(url, keepDays);
        }

        StoreSettings settings() {
            return settings(url, keepDays);
        }

        private static StoreSettings settings(Optional<String> url, Optional<Integer> keepDays) {
            return new StoreSettings(
                    Paths.inUrl(url.orElse(USUAL)), Duration.ofDays(keepDays.orElse(USUAL_DAYS)));
        }

        @Override
        public String toString() {
            return "StorePart[" + settings() + "]";
        }
    }

    /** How the HTTP server listens and whom it knows. */
    record HttpPart(
            Optional<String> host,
            Optional<Integer> port,
            Optional<String> managementHost,
            Optional<Integer> managementPort,
            List<String> allowedOrigins,
            List<String> allowedHosts,
            List<TokenPart> tokens,
            Optional<String> publicUrl,
            Optional<OAuthPart> oauth,
            Optional<Integer> requestsPerMinute) {
        static final HttpPart NONE =
                new HttpPart(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        HttpPart {
            allowedOrigins = List.copyOf(allowedOrigins);
            allowedHosts = List.copyOf(allowedHosts);
            tokens = List.copyOf(tokens);
            if (requestsPerMinute.filter(n -> n < 1).isPresent()) {
                throw new IllegalArgumentException("requests-per-minute is at least 1");
            }
        }

        /** What was said at the terminal beats the file. */
        HttpPart with(
                Optional<String> otherHost,
                Optional<Integer> otherPort,
                Optional<Integer> otherManagementPort) {
            return new HttpPart(
                    otherHost.or(() -> host),
                    otherPort.or(() -> port),
                    managementHost,
                    otherManagementPort.or(() -> managementPort),
                    allowedOrigins,
                    allowedHosts,
                    tokens,
                    publicUrl,
                    oauth,
                    requestsPerMinute);
        }
    }

    /** What an agent on the other end of standard input may do, of what its owner may. */
    record StdioPart(Optional<Set<Scope>> scopes) {
        StdioPart {
            scopes = scopes.map(Set::copyOf);
        }
    }

    /** A caller who is known by a fixed token. */
    record TokenPart(
            String token,
            String subject,
            Set<Scope> scopes,
            Optional<Set<String>> clusters,
            List<String> groups) {
        TokenPart {
            groups = List.copyOf(groups);
            if (token.length() < 16) {
                throw new IllegalArgumentException("a token has at least 16 characters");
            }
            scopes = Set.copyOf(scopes);
            clusters = clusters.map(Set::copyOf);
        }

        @Override
        public String toString() {
            return "TokenPart[subject=" + subject + ", scopes=" + scopes + "]";
        }
    }
}
