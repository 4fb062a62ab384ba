package io.dockmedic.rules.file;

import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Set;

/** What a file is that is no rule file: then one problem says so, and its parts are not complained of. */
public final class Shape {
    /** What a file of rules may say. */
    static final List<String> KEYS = List.of("lists", "predicates", "groups", "inhibit");

    private static final List<String> OF_TESTS = List.of("tests", "rule_files");

    private Shape() {}

    /** Whether a file with these keys is one of rules, sound or not. */
    public static boolean ofRules(Set<String> keys) {
        return keys.contains("groups") || keys.contains("alert") || keys.contains("rules");
    }

    /** Those of these keys that a file of rules may have. */
    public static List<String> parts(Set<String> keys) {
        return KEYS.stream().filter(keys::contains).toList();
    }

    /** Whether a file with these keys is one of tests of rules. */
    public static boolean ofTests(Set<String> keys) {
        return !keys.contains("groups") && OF_TESTS.stream().anyMatch(keys::contains);
    }

    /** Whether the file is of the shape of a rule file; a problem when it is not. */
    static boolean isRight(YamlNode root, String file) {
        Set<String> keys = root.keyNames();
        if (ofTests(keys)) {
            root.problem("this is a file of tests of rules", "run it with: dockmedic test " + file
                    + "; it does not belong into a rules directory");
            return false;
        }
        if (root.isList() || (!keys.contains("groups") && ofRules(keys))) {
            root.problem("a rule file begins with 'groups', and this one with "
                    + (root.isList() ? "a list" : "'" + keys.iterator().next() + "'"),
                    "begin it with these lines, and indent each rule, '- alert: …', by six spaces below them:\n"
                            + "groups:\n  - name: mine\n    rules:");
            return false;
        }
        return true;
    }
}
