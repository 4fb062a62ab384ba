package io.dockmedic.api.cli;

import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** File, line and column of its name, and that. */
    static String of(RuleSet set, Rule rule) {
        Pattern name = Pattern.compile("\\balert:\\s*[\"']?(?<name>" + Pattern.quote(rule.name()) + "\\b)");
        String place = set.files()
                .stream()
                .filter(file -> file.name().equals(rule.file()))
                .findFirst()
                .flatMap(file -> in(file.text(), name))
                .orElse("");
        return rule.file() + place + ": '" + rule.name() + "'";
    }

    private static Optional<String> in(String text, Pattern pattern) {
        Matcher found = pattern.matcher(text);
        return found.find()
                ? Optional.of(
                        ":" + (text.substring(0, found.start("name")).chars().filter(one -> one == '\n').count() + 1)
                                + ":" + (found.start("name") - text.lastIndexOf('\n', found.start("name"))))
                : Optional.empty();
    }
}
