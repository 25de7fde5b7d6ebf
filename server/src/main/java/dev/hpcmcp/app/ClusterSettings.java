package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One cluster of the configuration; its {@code kind} says which record it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClusterSettings.Local.class, name = "local"),
    @JsonSubTypes.Type(value = ClusterSettings.Skaha.class, name = "skaha")
})
sealed interface ClusterSettings {
    Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    String id();

    /** The embedded cluster on this machine. */
    record Local(
            String id,
            Optional<String> title,
            Optional<Integer> slots,
            Optional<String> spool,
            Optional<Integer> keepDays)
            implements ClusterSettings {
        public Local {
            checkId(id);
            if (slots.filter(n -> n < 1).isPresent()) {
                throw new IllegalArgumentException("slots is at least 1");
            }
        }
    }

    /**
     * A Skaha science platform such as CANFAR.
     *
     * @param pollFloor in seconds, as is {@code timeout}
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
            Optional<Integer> pollFloor,
            Optional<Integer> timeout)
            implements ClusterSettings {
        public Skaha {
            checkId(id);
            if (Stream.of(token, certificate, cookie).filter(Optional::isPresent).count() > 1) {
                throw new IllegalArgumentException(
                        "give one of token, certificate and cookie; without any it is ~/.ssl/cadcproxy.pem");
            }
            if (registryUser.isPresent() != registrySecret.isPresent()) {
                throw new IllegalArgumentException("registry-user and registry-secret go together");
            }
            if (!url.matches("(?i)https?://[^/?#@]+(/[^?#]*)?")) {
                throw new IllegalArgumentException(
                        "url is an http(s) address without user name and '?', as https://ws-uv.canfar.net/skaha");
            }
            if (Stream.of(registryUser, registrySecret)
                    .flatMap(Optional::stream)
                    .anyMatch(part -> part.isBlank() || part.contains(":"))) {
                throw new IllegalArgumentException(
                        "registry-user and registry-secret are without colons");
            }
            if (Stream.of(token, certificate, cookie)
                    .flatMap(Optional::stream)
                    .anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("token, certificate and cookie are not blank");
            }
            if (Stream.of(pollFloor, timeout).flatMap(Optional::stream).anyMatch(n -> n < 1)) {
                throw new IllegalArgumentException("poll-floor and timeout are at least 1 second");
            }
        }

        @Override
        public String toString() {
            return "Skaha[id=" + id + ", title=" + title + "]";
        }
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a cluster's id has up to 40 small letters, digits or dashes");
        }
    }
}
