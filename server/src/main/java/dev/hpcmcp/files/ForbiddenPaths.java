package dev.hpcmcp.files;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of a person that an agent neither reads nor writes: keys, tokens, and what runs by itself
 * at the next sign-in. They are refused wherever they lie, because a home directory has many names;
 * a link to one of them is for the other side to see through.
 */
public final class ForbiddenPaths {
    private static final List<List<String>> FORBIDDEN =
            Stream.of(
                            ".ssh",
                            ".gnupg",
                            ".aws",
                            ".azure",
                            ".kube",
                            ".docker",
                            ".config/gcloud",
                            ".config/gh",
                            ".config/ondemand",
                            ".config/hpc-mcp",
                            ".config/systemd/user",
                            ".config/autostart",
                            ".config/git",
                            ".config/fish",
                            ".config/environment.d",
                            ".local/bin",
                            ".local/share/keyrings",
                            ".local/state/hpc-mcp",
                            ".bashrc",
                            ".bashrc.d",
                            ".bash_profile",
                            ".bash_login",
                            ".bash_logout",
                            ".bash_aliases",
                            ".bash_history",
                            ".profile",
                            ".zshrc",
                            ".zshenv",
                            ".zprofile",
                            ".zlogin",
                            ".zlogout",
                            ".cshrc",
                            ".tcshrc",
                            ".login",
                            ".logout",
                            ".kshrc",
                            ".mkshrc",
                            ".inputrc",
                            ".gitconfig",
                            ".git-credentials",
                            ".netrc",
                            ".pgpass",
                            ".pypirc",
                            ".npmrc",
                            ".forward",
                            ".procmailrc",
                            ".pam_environment",
                            ".rhosts",
                            ".shosts",
                            ".k5login",
                            ".xsession",
                            ".xinitrc",
                            ".xprofile",
                            ".vimrc",
                            ".emacs",
                            ".munge")
                    .map(path -> List.of(path.split("/", -1)))
                    .toList();

    private ForbiddenPaths() {}

    /**
     * The path as it may be asked for: absolute, or {@code ~} and what is below it, without {@code
     * .} and {@code ..}.
     *
     * @throws HpcException {@code InvalidInput} for what is no path; {@code NotAllowed} for one of
     *     these files
     */
    public static String checked(String path) {
        if (path.codePoints().anyMatch(ForbiddenPaths::neverInAPath) || path.isBlank()) {
            throw HpcException.invalid("path", "it is empty or holds control characters");
        }
        boolean home = path.equals("~") || path.startsWith("~/");
        if (!home && !path.startsWith("/")) {
            throw HpcException.invalid(
                    "path", "it is not a full path", "an absolute path, or ~/ and what is below");
        }
        List<String> steps = steps(home ? path.substring(1) : path);
        if (steps.contains("..")) {
            throw HpcException.invalid("path", "it has .. in it", "the path without it");
        }
        if (isForbidden(steps)) {
            throw new HpcException(
                    new Failure.NotAllowed(
                            "keys, tokens and start-up files are off limits to agents",
                            Optional.empty()));
        }
        return (home ? "~" : "") + (steps.isEmpty() && home ? "" : "/") + String.join("/", steps);
    }

    private static List<String> steps(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .toList();
    }

    private static boolean isForbidden(List<String> steps) {
        List<String> small = steps.stream().map(step -> step.toLowerCase(Locale.ROOT)).toList();
        return FORBIDDEN.stream().anyMatch(rule -> has(small, rule));
    }

    private static boolean has(List<String> steps, List<String> rule) {
        for (int i = 0; i + rule.size() <= steps.size(); i++) {
            if (steps.subList(i, i + rule.size()).equals(rule)) {
                return true;
            }
        }
        return false;
    }

    private static boolean neverInAPath(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }
}
