package dev.hpcmcp.port;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Variables that say in a job whose agent submitted it, and in which call; the audit has the rest.
 * They are added when a request leaves: neither its digest nor what is remembered of it has them.
 */
public final class Signature {
    private static final String USER = "HPC_MCP_USER";
    private static final String CLIENT = "HPC_MCP_CLIENT";
    private static final String CALL = "HPC_MCP_CALL";
    private static final int LONGEST = 100;

    /** Their names, which nobody else's variables have. */
    public static final Set<String> NAMES = Set.of(USER, CLIENT, CALL);

    private Signature() {}

    public static Map<String, String> on(Map<String, String> environment, Caller caller) {
        Map<String, String> signed = without(environment);
        signed.put(USER, plain(caller.subject()));
        caller.badge().client().ifPresent(client -> signed.put(CLIENT, plain(client)));
        caller.badge().call().ifPresent(call -> signed.put(CALL, plain(call.id())));
        return signed;
    }

    /** For what cannot be given variables: a signature must not make it fail. */
    public static Map<String, String> without(Map<String, String> environment) {
        Map<String, String> unsigned = new LinkedHashMap<>(environment);
        unsigned.keySet().removeAll(NAMES);
        return unsigned;
    }

    /** Some clusters write variables into scripts, and programs call themselves what they like. */
    private static String plain(String text) {
        String harmless = text.replaceAll("[^A-Za-z0-9@._:/+-]", "_");
        return harmless.substring(0, Math.min(harmless.length(), LONGEST));
    }
}
