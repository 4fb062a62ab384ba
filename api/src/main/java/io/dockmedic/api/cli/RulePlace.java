package io.dockmedic.api.cli;

import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the owner's own rules are, for what is said of them. */
final class RulePlace {
    private RulePlace() {}

    /** The rules that do not come with Dockmedic: those are as they are meant. */
    static Stream<Rule> own(RuleSet set) {
        List<String> shipped = Pack.files().stream().map(RuleFile::name).toList();
        return set.rules().stream().filter(rule -> !shipped.contains(rule.file()));
    }

    /** File and line, and its name. */
    static String of(RuleSet set, Rule rule) {
        Pattern name = Pattern.compile("\\balert:\\s*[\"']?" + Pattern.quote(rule.name()) + "\\b");
        String line = set.files()
                .stream()
                .filter(file -> file.name().equals(rule.file()))
                .findFirst()
                .map(file -> file.text().lines().takeWhile(text -> !name.matcher(text).find()).count() + 1)
                .map(number -> ":" + number)
                .orElse("");
        return rule.file() + line + ": '" + rule.name() + "'";
    }
}
