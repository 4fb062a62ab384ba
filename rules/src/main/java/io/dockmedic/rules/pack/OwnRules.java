package io.dockmedic.rules.pack;

import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules that are looked at without the shipped ones, though they may name these. */
public final class OwnRules {
    private OwnRules() {}

    /**
     * Loads {@code own} alone; where that is refused, beside the shipped ones, which it may need. Then these are among
     * the rules; what is still wrong is said as few problems as possible.
     */
    public static Loaded load(RuleLoader loader, List<RuleFile> own) {
        Loaded alone = loader.load(own);
        if (!(alone instanceof Loaded.Refused refused)) {
            return alone;
        }
        Loaded beside = loader.load(Stream.concat(Pack.files().stream(), own.stream()).toList());
        return beside instanceof Loaded.Refused more && more.problems().size() >= refused.problems().size()
                ? refused
                : beside;
    }

    /** Those of {@code set} that are written in one of {@code own}. */
    public static List<Rule> of(RuleSet set, List<RuleFile> own) {
        Set<String> files = own.stream().map(RuleFile::name).collect(Collectors.toSet());
        return set.rules().stream().filter(rule -> files.contains(rule.file())).toList();
    }
}
