package dev.hpcmcp.backend.skaha;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A reference to an image, as people shorten it and as the cluster wants it. */
final class ImageName {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9.-]*(:\\d{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+"
                            + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");
    private static final int LONGEST = 400;

    private ImageName() {}

    /**
     * The whole reference. The server looks only at how it begins and would pass anything behind
     * that on into its own files.
     *
     * @param hosts the registries of the cluster, the first of which is meant if none is named
     */
    static String complete(String given, List<String> hosts, Findings findings) {
        String whole = withTag(withHost(given.strip(), hosts));
        if (whole.length() > LONGEST || !SHAPE.matcher(whole).matches()) {
            findings.refuse(
                    "image",
                    "this is not an image reference",
                    "an id from fetch_images, or project/name:tag in small letters");
        } else if (!hosts.isEmpty() && hosts.stream().noneMatch(h -> whole.startsWith(h + "/"))) {
            findings.refuse(
                    "image",
                    "images come from the cluster's own registries only",
                    "an image of " + String.join(", ", hosts));
        } else if (!whole.equals(given)) {
            findings.warn("image was completed to " + whole);
        }
        return whole;
    }

    private static String withHost(String image, List<String> hosts) {
        int slash = image.indexOf('/');
        Optional<String> first =
                slash < 0 ? Optional.empty() : Optional.of(image.substring(0, slash));
        boolean named =
                first.filter(host ->
                                hosts.contains(host)
                                        || host.contains(".")
                                        || host.contains(":")
                                        || host.equals("localhost"))
                        .isPresent();
        // Without a project it is no name here, so nothing is made of it.
        return named || first.isEmpty() || hosts.isEmpty() ? image : hosts.getFirst() + "/" + image;
    }

    private static String withTag(String image) {
        boolean tagged = image.contains("@") || image.lastIndexOf(':') > image.lastIndexOf('/');
        return tagged ? image : image + ":latest";
    }

    /** The name without host and tag. */
    static Optional<String> name(String image) {
        int slash = image.indexOf('/');
        String bare = image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
        return slash > 0 && slash < bare.length()
                ? Optional.of(bare.substring(slash + 1))
                : Optional.empty();
    }

    static Optional<String> tag(String image) {
        String bare = image.replaceFirst("@.*$", "");
        int colon = bare.lastIndexOf(':');
        return colon > bare.lastIndexOf('/')
                ? Optional.of(bare.substring(colon + 1))
                : Optional.empty();
    }
}
