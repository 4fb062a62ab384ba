package io.dockmedic.remediation.action.backup;

import io.dockmedic.rules.cron.Cron;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a rule with a schedule backs something up: by what the owner says when it is to be there, and not by how it happened to be.
 *
 * @param rule     its name
 * @param of       whose, as it is written: a service or a container's name
 * @param name     as files are called; empty where that cannot be said without the container
 * @param cron     when
 * @param grace    all the time that one has, from when it is due until it is there
 * @param newer    nothing is done while there is one that is younger
 */
record Expected(String rule, String of, String name, Cron cron, Duration grace, Duration newer) {
    /** By rules that run. One that makes it at an event expects none. */
    static List<Expected> by(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.operator()
                        .schedule()
                        .map(cron -> rule.plan().steps().stream().flatMap(step -> by(rule, cron, step)))
                        .orElseGet(Stream::empty))
                .toList();
    }

    private static Stream<Expected> by(Rule rule, Cron cron, Step step) {
        String of = step.parameters().getOrDefault(BackupSettings.SERVICE, "");
        if (!step.action().equals(BackupVolumeAction.NAME) || of.isEmpty()) {
            return Stream.empty();
        }
        BackupSettings settings = BackupSettings.of(step.parameters());
        String called = settings.called();
        Duration grace = rule.operator().lasts().orElse(Duration.ZERO).plus(settings.timeout());
        return Stream.of(new Expected(rule.name(), of, called.startsWith("/") ? "" : called, cron, grace,
                settings.newer()));
    }

    /** When there should be a newer one than that; empty when never. */
    Optional<Instant> due(Instant last) {
        return cron.next(last.plus(newer)).map(slot -> slot.plus(grace));
    }
}
