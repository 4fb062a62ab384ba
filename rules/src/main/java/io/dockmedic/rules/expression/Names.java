package io.dockmedic.rules.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that the expressions of a file may use. Each stands for a text, in brackets, that may use others in its turn; so what
 * is checked, bounded and compared is what is meant. Remembers which were used. For use by one thread.
 */
public final class Names {
    /** No names. */
    public static final Names NONE = new Names(Map.of(), Map.of());

    /** What is no name: texts, comments, numbers, fields; then names, and whether a function's. */
    private static final Pattern TOKEN = Pattern.compile(String.join("|",
            "[rRbB]{0,2}\"\"\".*?\"\"\"", "[rRbB]{0,2}'''.*?'''",
            "[bB]?[rR][bB]?\"[^\"]*+\"", "[bB]?[rR][bB]?'[^']*+'",
            "[bB]?\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", "[bB]?'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'",
            "//[^\n]*+", "\\d[\\w.]*+", "\\.\\s*+[A-Za-z_]\\w*+",
            "(?<name>[A-Za-z_]\\w*+)(?<call>\\s*+\\()?"), Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final int LONGEST = 2 * 4096;

    private final Map<String, String> lists;
    private final Map<String, String> conditions;
    private final Set<String> used = new TreeSet<>();
    private final Map<String, Map<String, Integer>> uses = new HashMap<>();

    /**
     * @param lists      list expressions
     * @param conditions expressions that are true or false
     */
    public Names(Map<String, String> lists, Map<String, String> conditions) {
        this.lists = Map.copyOf(lists);
        this.conditions = Map.copyOf(conditions);
    }

    /** All that there are. */
    public Set<String> all() {
        Set<String> all = new TreeSet<>(lists.keySet());
        all.addAll(conditions.keySet());
        return all;
    }

    /** Those that an expression used, or {@link #use} was told of. */
    public Set<String> used() {
        return Set.copyOf(used);
    }

    /** It is used otherwise than in an expression, and so is what it uses. */
    public void use(String name) {
        use(name, new LinkedHashSet<>());
    }

    private void use(String name, Set<String> path) {
        if (path.add(name)) {
            used.add(name);
            uses(name).keySet().forEach(other -> use(other, path));
        }
    }

    /** Where a name's own text comes back to it, with the way there; empty when it does not. */
    public Optional<Flaw> circle(String name) {
        Set<String> seen = new LinkedHashSet<>();
        for (Map.Entry<String, Integer> next : uses(name).entrySet()) {
            List<String> path = path(next.getKey(), name, seen);
            if (!path.isEmpty()) {
                return Optional.of(new Flaw(next.getValue(),
                        "'" + name + "' would mean itself: it uses " + String.join(", which uses ", path), ""));
            }
        }
        return Optional.empty();
    }

    private List<String> path(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return List.of(to);
        }
        if (seen.add(from)) {
            for (String next : uses(from).keySet()) {
                List<String> rest = path(next, to, seen);
                if (!rest.isEmpty()) {
                    List<String> path = new ArrayList<>(List.of(from));
                    path.addAll(rest);
                    return path;
                }
            }
        }
        return List.of();
    }

    /** The names in a name's own text, with where each is first. */
    private Map<String, Integer> uses(String name) {
        return uses.computeIfAbsent(name, this::found);
    }

    private Map<String, Integer> found(String name) {
        Map<String, Integer> names = new LinkedHashMap<>();
        Matcher token = tokens(conditions.getOrDefault(name, ""));
        while (token.find()) {
            if (isName(token)) {
                names.putIfAbsent(token.group("name"), token.start("name"));
            }
        }
        return names;
    }

    /** What is too long for any expression is not looked at: it is refused. */
    private static Matcher tokens(String source) {
        return TOKEN.matcher(source.length() > LONGEST ? "" : source);
    }

    /** What the names in {@code text} mean, for comparing; empty when there are none. */
    public String meaning(String text) {
        Map<String, String> meant = new TreeMap<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (lists.containsKey(word.group()) || conditions.containsKey(word.group())) {
                meant.put(word.group(), insertion(word.group(), Set.of()));
            }
        }
        return meant.isEmpty() ? "" : meant.toString();
    }

    /** {@code source} with each name's text in its place. */
    Expanded expand(String source) {
        Expanded.Builder expanded = new Expanded.Builder(source);
        Matcher token = tokens(source);
        while (!isEmpty() && token.find()) {
            if (isName(token)) {
                use(token.group("name"));
                expanded.insert(token.start("name"), token.end("name"), token.group("name"),
                        insertion(token.group("name"), Set.of()));
            }
        }
        return expanded.build();
    }

    private boolean isEmpty() {
        return lists.isEmpty() && conditions.isEmpty();
    }

    private boolean isName(Matcher token) {
        String name = token.group("name");
        return name != null && token.group("call") == null
                && (lists.containsKey(name) || conditions.containsKey(name));
    }

    /** A condition that is none is refused where it is asked; what is too long stays as it is, and is refused too. */
    private String insertion(String name, Set<String> within) {
        String list = lists.get(name);
        if (list != null) {
            return list;
        }
        Set<String> path = new LinkedHashSet<>(within);
        path.add(name);
        String source = conditions.getOrDefault(name, "");
        StringBuilder text = new StringBuilder();
        Matcher token = tokens(source);
        int from = 0;
        while (token.find()) {
            if (isName(token) && !path.contains(token.group("name")) && text.length() < LONGEST) {
                text.append(source, from, token.start("name")).append(insertion(token.group("name"), path));
                from = token.end("name");
            }
        }
        return Expanded.condition(text.append(source.substring(from)).toString());
    }
}
