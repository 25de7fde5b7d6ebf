package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.HpcException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One output of one job. Its cursors carry a check that fits no other output, whatever the
 * cluster's own cursors look like; it says nothing about the job to whoever reads it.
 */
record LogPlace(String cluster, JobId job, LogStream stream) {
    private static final int CHECK = 8;

    String seal(String cursor) {
        return check(cursor)
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    String open(String sealed) {
        if (sealed.length() > CHECK) {
            String cursor = decoded(sealed.substring(CHECK));
            if (check(cursor).equals(sealed.substring(0, CHECK))) {
                return cursor;
            }
        }
        throw HpcException.invalid(
                "cursor",
                "was not given out for this output: a cursor fits one job and one stream",
                "next_cursor or previous_cursor of an earlier answer about this job");
    }

    private static String decoded(String text) {
        try {
            return new String(
                    Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }

    private String check(String cursor) {
        String whole = String.join("\n", cluster, job.value(), stream.name(), cursor);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, CHECK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
