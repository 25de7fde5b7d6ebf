package dev.hpcmcp.tool;

/**
 * How a job is, as far as somebody who follows it cares: to be compared, not read.
 *
 * @param printing whether its output may grow
 */
public record JobNow(String words, boolean printing, boolean finished) {
    /** Before the first look. */
    public static final JobNow UNSEEN = new JobNow("", false, false);
}
