package io.dockmedic.rules.stage;

import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;

/**
 * The rules to start with. Files with a problem are refused whole; then the last good ones count, and when there are
 * none, the shipped ones without their remedies.
 *
 * @param set      what to run
 * @param from     where it is from
 * @param problems of the files that were refused; empty when they are what runs
 */
record Choice(RuleSet set, From from, List<RuleProblem> problems) {
    /** Where rules can be from. */
    enum From {
        /** The files given. */
        FILES("rules are as in the files"),
        /** The journal. */
        LAST_GOOD("the rule files were refused; the last good ones count"),
        /** The shipped ones, observing. */
        PACK("the rule files were refused and there are no earlier ones; the shipped rules only observe");

        private final String words;

        From(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Choice of(Loaded files, RuleLoader loader, List<RuleFile> lastGood) {
        return switch (files) {
            case Loaded.Sound(RuleSet set) -> new Choice(set, From.FILES, List.of());
            case Loaded.Refused(List<RuleProblem> problems) -> fallback(loader, lastGood, problems);
        };
    }

    private static Choice fallback(RuleLoader loader, List<RuleFile> lastGood, List<RuleProblem> problems) {
        if (!lastGood.isEmpty() && loader.load(lastGood) instanceof Loaded.Sound(RuleSet set)) {
            return new Choice(set, From.LAST_GOOD, problems);
        }
        return switch (loader.load(Pack.files())) {
            case Loaded.Sound(RuleSet pack) -> new Choice(pack.observing(), From.PACK, problems);
            case Loaded.Refused(List<RuleProblem> broken) -> throw new IllegalStateException(
                    "the shipped rules are broken: " + broken);
        };
    }
}
