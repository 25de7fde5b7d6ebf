package dev.hpcmcp.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Arguments that nobody thought of. */
final class RandomJson {
    private static final int DEEPEST = 3;

    private RandomJson() {}

    static Map<String, Object> object(Random random) {
        Map<String, Object> object = object(random, 0);
        object.put("always", random.nextInt(1000));
        return object;
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.put("f" + random.nextInt(20), value(random, depth + 1));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 6 : 4)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> text(random);
            case 4 -> object(random, depth);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }

    /** With what could end a text early in a badly made canonical form. */
    private static String text(Random random) {
        String letters = "ab\"\\,:{}[]\n\u0000é";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /** Another value, a field more, or a field less. */
    static Map<String, Object> altered(Map<String, Object> object, Random random) {
        Map<String, Object> altered = new LinkedHashMap<>(object);
        String field = List.copyOf(object.keySet()).get(random.nextInt(object.size()));
        switch (random.nextInt(3)) {
            case 0 -> altered.put(field, List.of("other", object.get(field)));
            case 1 -> altered.put("more", value(random, 0));
            default -> altered.remove(field);
        }
        return altered;
    }

    /** The same, written in another order. */
    static Map<String, Object> shuffled(Map<String, Object> object, Random random) {
        List<String> names = new ArrayList<>(object.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, object.get(name)));
        return shuffled;
    }
}
