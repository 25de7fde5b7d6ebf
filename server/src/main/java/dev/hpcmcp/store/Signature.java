package dev.hpcmcp.store;

import dev.hpcmcp.port.Caller;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables that say in a job whose agent submitted it, and in which call; the audit has the rest.
 * They are added when a request leaves: neither its digest nor what is remembered of it has them.
 */
final class Signature {
    private static final int LONGEST = 100;

    private Signature() {}

    static Map<String, String> on(Map<String, String> environment, Caller caller) {
        Map<String, String> signed = new LinkedHashMap<>(environment);
        signed.put("HPC_MCP_USER", plain(caller.subject()));
        signed.remove("HPC_MCP_CLIENT");
        signed.remove("HPC_MCP_CALL");
        caller.badge().client().ifPresent(client -> signed.put("HPC_MCP_CLIENT", plain(client)));
        caller.badge().call().ifPresent(call -> signed.put("HPC_MCP_CALL", plain(call)));
        return signed;
    }

    /** Some clusters write variables into scripts, and programs call themselves what they like. */
    private static String plain(String text) {
        String harmless = text.replaceAll("[^A-Za-z0-9@._:/+-]", "_");
        return harmless.substring(0, Math.min(harmless.length(), LONGEST));
    }
}
