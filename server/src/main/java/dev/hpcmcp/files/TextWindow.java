package dev.hpcmcp.files;

import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a file that were asked for, out of its bytes or its beginning. */
public final class TextWindow {
    private TextWindow() {}

    /**
     * Never more than was asked for.
     *
     * @param bytes the file, or as much of its beginning as there is to be had
     * @param size how large it is in all
     * @param notice what to say if this is not all of it
     */
    public static FileText of(String path, byte[] bytes, long size, FileRead what, String notice) {
        boolean headOnly = bytes.length < size;
        List<String> all = lines(bytes, headOnly);
        List<String> lines = new ArrayList<>();
        long at = what.fromLine() - 1;
        int chars = 0;
        boolean cut = false;
        while (at < all.size() && lines.size() < what.lines()) {
            String line = all.get((int) at);
            if (!lines.isEmpty() && chars + line.length() + 1 > what.maxChars()) {
                break;
            }
            cut |= line.length() > what.maxChars();
            lines.add(line.substring(0, Math.min(line.length(), what.maxChars())));
            chars += line.length() + 1;
            at++;
        }
        boolean end = at >= all.size();
        return new FileText(
                path,
                lines,
                what.fromLine(),
                end ? Optional.empty() : Optional.of(at + 1),
                headOnly ? Optional.empty() : Optional.of((long) all.size()),
                size,
                cut || (headOnly && end),
                headOnly ? Optional.of(notice) : Optional.empty());
    }

    /** What follows the last line end is a line only if there is something. */
    private static List<String> lines(byte[] bytes, boolean headOnly) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n');
        String whole = headOnly && last >= 0 ? text.substring(0, last + 1) : text;
        return whole.lines().toList();
    }
}
