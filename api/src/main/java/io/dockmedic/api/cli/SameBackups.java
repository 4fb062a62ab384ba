package io.dockmedic.api.cli;

import io.dockmedic.remediation.action.backup.BackupVolumeAction;
import io.dockmedic.remediation.action.backup.BackupVolumeAction.Named;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Backups of one service that are called the same, and are of something else or are kept for as long as others are not. */
final class SameBackups {
    private SameBackups() {}

    /** One line for each step that says otherwise than one before it. */
    static List<String> in(RuleSet set) {
        Map<String, Named> first = new HashMap<>();
        List<String> lines = new ArrayList<>();
        RulePlace.own(set)
                .forEach(rule -> named(rule).forEach(named -> {
                    Named before = first.putIfAbsent(named.called(), named);
                    if (before != null && !before.words().equals(named.words())) {
                        lines.add(RulePlace.of(set, rule) + " backs up " + named.called() + ": " + named.words()
                                + ", and so does another step: " + before.words()
                                + "; have both the same, or give one another name: for its files");
                    }
                }));
        return lines;
    }

    private static Stream<Named> named(Rule rule) {
        return rule.plan()
                .steps()
                .stream()
                .filter(step -> step.action().equals(BackupVolumeAction.NAME))
                .flatMap(step -> BackupVolumeAction.named(step.parameters()).stream());
    }
}
