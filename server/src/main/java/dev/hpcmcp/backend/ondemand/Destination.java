package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.files.ForbiddenPaths;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Optional;

/**
 * Where a new file would come to lie. No version promises to tell what is a link: what its listings
 * of the directories on the way show of it is believed, by the kind of an entry or by the place
 * that entries turn out to be in.
 */
final class Destination {
    private static final int KIND = 0170000;
    private static final int LINK = 0120000;

    private final OnDemandApi api;

    Destination(OnDemandApi api) {
        this.api = api;
    }

    /**
     * Goes down to the file as far as there are directories.
     *
     * @throws HpcException {@code NotAllowed} if the way leads where nobody may go, or through a
     *     link
     */
    void check(Caller caller, Site site, String path) {
        int from =
                site.home()
                        .filter(home -> path.startsWith(home + "/"))
                        .map(String::length)
                        .orElse(0);
        for (int at = path.indexOf('/', from == 0 ? 1 : from);
                at > 0;
                at = path.indexOf('/', at + 1)) {
            String directory = path.substring(0, at);
            Optional<OnDemandJson.Shown> there = listed(caller, directory);
            if (there.isEmpty()) {
                return;
            }
            check(there.get(), path.substring(at + 1));
        }
    }

    private static void check(OnDemandJson.Shown shown, String rest) {
        String next = rest.replaceFirst("/.*", "");
        for (OnDemandJson.Entry entry : shown.entries()) {
            place(entry).ifPresent(place -> ForbiddenPaths.checked(place + "/" + rest));
            if (entry.path().endsWith("/" + next) && isLink(entry)) {
                throw new HpcException(
                        new Failure.NotAllowed(
                                "the way there leads through a link, and where it ends this site does not tell; name the path without it",
                                Optional.empty()));
            }
        }
    }

    private static Optional<String> place(OnDemandJson.Entry entry) {
        int slash = entry.path().lastIndexOf('/');
        return slash > 0 && entry.path().startsWith("/")
                ? Optional.of(entry.path().substring(0, slash))
                : Optional.empty();
    }

    private static boolean isLink(OnDemandJson.Entry entry) {
        return entry.mode().filter(mode -> (mode & KIND) == LINK).isPresent();
    }

    /** Empty where nothing is yet; a directory that is too much to list shows nothing. */
    private Optional<OnDemandJson.Shown> listed(Caller caller, String directory) {
        try {
            OnDemandJson.Shown shown = api.files(caller, directory);
            return shown.isDirectory() ? Optional.of(shown) : Optional.empty();
        } catch (HpcException e) {
            return switch (e.failure()) {
                case Failure.NotFound _ -> Optional.empty();
                case Failure.BadAnswer _ -> Optional.of(new OnDemandJson.Shown(true, List.of()));
                default -> throw e;
            };
        }
    }
}
