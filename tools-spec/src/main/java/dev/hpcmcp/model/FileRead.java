package dev.hpcmcp.model;

/**
 * Which part of a text file to read.
 *
 * @param fromLine number of the first line wanted, from 1
 */
public record FileRead(String path, long fromLine, int lines, int maxChars) {}
