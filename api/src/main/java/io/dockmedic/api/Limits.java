package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Heal;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.QuietTimes;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.escalate.Dialect;
import io.dockmedic.remediation.escalate.Heartbeat;
import io.dockmedic.remediation.escalate.Heartbeats;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.remediation.escalate.alertmanager.AlertmanagerDialect;
import io.dockmedic.remediation.escalate.kafka.KafkaDialect;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The owner's configuration in remediation's words. */
final class Limits {
    private Limits() {}

    static RemediationSettings of(Config config) {
        Policy byDefault = Policy.DEFAULT;
        Policy policy = new Policy(
                mode(config.heal()),
                config.dryRun(),
                budget(config.budgets().service()),
                budget(config.budgets().rule()),
                budget(config.budgets().action()),
                budget(config.budgets().host()),
                config.settle(),
                byDefault.staleAfter(),
                config.cooldown(),
                config.storm(),
                new Windows(config.maintenance()),
                config.permits(),
                OwnContainer.ids(),
                byDefault.ownImages(),
                config.groups(),
                new QuietTimes(config.quiet()));
        return new RemediationSettings(
                HostName.own(),
                policy,
                config.receivers()
                        .stream()
                        .map(receiver -> receiver(receiver, config))
                        .collect(Collectors.toList()),
                config.evidenceLogs(),
                config.pauseFile(),
                new RemediationSettings.Asking(config.answerWithin(), config.page()), config.commands(),
                config.httpCalls().stream().flatMap(one -> one.call().stream()).toList(),
                config.backups());
    }

    /** Who hears all the while that we are well. */
    static List<Heartbeat> heartbeats(Config config) {
        Stream<Heartbeat> own = config.heartbeat()
                .stream()
                .map(one -> new Heartbeat(new Receiver(Heartbeats.KIND, URI.create(one.url().reveal()), Dialect.OURS,
                        one.credentials(), Reminding.NONE), one.every()));
        Stream<Heartbeat> alertmanagers = config.receivers()
                .stream()
                .filter(io.dockmedic.api.config.Receiver::heartbeat)
                .map(one -> new Heartbeat(receiver(one, config), AlertmanagerDialect.BEATS));
        return Stream.concat(own, alertmanagers).toList();
    }

    private static Receiver receiver(io.dockmedic.api.config.Receiver one, Config config) {
        return switch (one.kind()) {
            case WEBHOOK -> receiver(one, URI.create(one.url().reveal()), Dialect.OURS);
            case ALERTMANAGER ->
                receiver(one, URI.create(one.url().reveal()), new AlertmanagerDialect(config.page()));
            case KAFKA -> {
                KafkaDialect dialect = new KafkaDialect(config.kafka().cluster().orElseThrow(), one.url().reveal());
                yield receiver(one, dialect.address(), dialect);
            }
        };
    }

    private static Receiver receiver(io.dockmedic.api.config.Receiver one, URI url, Dialect dialect) {
        return new Receiver(one.name(), url, dialect, one.credentials(), one.reminding(), one.audience());
    }

    private static HealMode mode(Heal heal) {
        return switch (heal) {
            case LABELLED -> HealMode.LABELLED;
            case ALL -> HealMode.ALL;
            case NONE -> HealMode.NONE;
        };
    }

    private static Budget budget(io.dockmedic.api.config.Budget budget) {
        return new Budget(budget.acts(), budget.within());
    }
}
