package dev.hpcmcp.rest;

/**
 * A body that went to a sink.
 *
 * @param reply status and headers; its body is empty
 * @param cut whether there was more than the call takes
 */
public record Streamed(Reply reply, long bytes, boolean cut) {}
