package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a webhook may lead: it makes the service call from inside its network. */
final class WebhookUrl {
    private WebhookUrl() {}

    static String checked(String url, Set<String> hosts) {
        URI uri = parsed(url);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean plain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        if (!scheme.matches("https?") || uri.getHost() == null || !plain) {
            throw wrong();
        }
        if (!hosts.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            throw new HpcException(
                    new Failure.NotAllowed(
                            "webhooks may lead only to hosts that webhook-hosts names in the configuration",
                            Optional.empty()));
        }
        return uri.toASCIIString();
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw wrong();
        }
    }

    private static HpcException wrong() {
        return HpcException.invalid(
                "url",
                "is not a plain http(s) address",
                "https://host/path without user name and '#'");
    }
}
