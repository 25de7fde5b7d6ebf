package dev.hpcmcp.model;

import java.util.Optional;

/**
 * A message or a webhook to make.
 *
 * @param title of a message; the name of a webhook
 * @param url of a webhook
 */
public record NoticeRequest(
        Notice.Kind kind,
        String title,
        Optional<String> message,
        Optional<Alert.Level> level,
        Optional<JobId> jobId,
        Optional<String> url) {}
