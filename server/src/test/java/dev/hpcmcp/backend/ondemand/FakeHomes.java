package dev.hpcmcp.backend.ondemand;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The home directories on the site. */
final class FakeHomes {
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    FakeHomes() {
        put("/home/alice/README", "read me");
        put("/home/bob/README", "read me");
    }

    void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    Optional<byte[]> get(String path) {
        return Optional.ofNullable(files.get(path));
    }

    void append(String path, byte[] more) {
        byte[] old = files.getOrDefault(path, new byte[0]);
        byte[] both = new byte[old.length + more.length];
        System.arraycopy(old, 0, both, 0, old.length);
        System.arraycopy(more, 0, both, old.length, more.length);
        files.put(path, both);
    }

    boolean isDirectory(String path) {
        String next = files.ceilingKey(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    List<Map<String, Object>> list(String directory) {
        List<Map<String, Object>> entries = new ArrayList<>();
        String last = "";
        for (String path : files.tailMap(directory + "/").keySet()) {
            if (!path.startsWith(directory + "/")) {
                break;
            }
            int slash = path.indexOf('/', directory.length() + 1);
            String child = slash < 0 ? path : path.substring(0, slash);
            if (!child.equals(last)) {
                entries.add(entry(child));
            }
            last = child;
        }
        return entries;
    }

    Map<String, Object> entry(String path) {
        Optional<byte[]> file = get(path);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", path);
        entry.put("name", path.substring(path.lastIndexOf('/') + 1));
        entry.put("directory", file.isEmpty());
        entry.put("size", file.map(bytes -> bytes.length).orElse(null));
        entry.put("mode", file.isEmpty() ? 16877 : 33188);
        entry.put("owner", "alice");
        entry.put("group", "users");
        entry.put("mtime", "2026-04-01T10:00:00-05:00");
        return entry;
    }
}
