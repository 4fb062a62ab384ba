package io.dockmedic.api.config;

import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.rules.state.recorded.RecordLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All settings, checked.
 *
 * @param file           where the settings are from; where there is none all are at their defaults
 * @param engine         the engine's address, {@code unix:///var/run/docker.sock} or {@code tcp://host:2376}
 * @param apiVersion     of the engine's API that the owner insists on; null to negotiate
 * @param listen         where HTTP is served
 * @param externalUrl    where others find the live page, without a slash at its end; empty when nobody said
 * @param entrance       what who comes over HTTP must show
 * @param dataDirectory  absolute; the journal, the token and the control socket live there
 * @param runtimeDirectory absolute; shared by all instances on the host, so that one acts on an engine
 * @param rulesDirectory absolute; its {@code *.yml} are the owner's rules; it need not exist
 * @param rulesWatch     whether they are read again by themselves when they change
 * @param reportsDirectory absolute; reports of a scanner are dropped there; it need not exist
 * @param alertTargets   how what an alert is about is named
 * @param alertHostNames what this machine is called besides, by labels of alerts
 * @param heal           whose containers are healed
 * @param dryRun         decide and tell, never act
 * @param settle         no act for this long after the engine came into sight
 * @param evidenceLogs   whether log lines, redacted, go out with an escalation
 * @param budgets        how often we may act
 * @param cooldown       so long between two acts on one service; zero for none
 * @param storm          when so much is wrong at once that nothing is done
 * @param maintenance    when nothing is to be done; may be empty
 * @param permits        what may be done besides what is safe
 * @param answerWithin   for how long a person's approval is waited for
 * @param receivers      who is called; may be empty
 * @param roster         who hears of what; of all receivers, also those whose address was not looked up
 * @param heartbeat      who hears all the while that we are well; empty for nobody
 * @param retention      how long the journal keeps what is over
 * @param record         how much of what the rules see is kept
 * @param kernelLog      whether the kernel's log is read
 * @param gpus           how GPUs are watched
 * @param logs           how and how much is logged
 * @param shownLabels    which labels of containers metrics show
 * @param kafka          what is read from Kafka, and written to it
 * @param hosts          other instances, for the command line; may be empty
 * @param commands       that rules may have run on this machine; may be empty
 * @param httpCalls      that rules may have made; may be empty
 * @param backups        the directory where backups are kept; empty for none
 * @param groups         services that the owner speaks of together; may be none
 * @param quiet          when services are least in use; may be empty
 */
public record Config(
        Path file,
        String engine,
        @Nullable ApiVersion apiVersion,
        Listen listen,
        Optional<String> externalUrl,
        Entrance entrance,
        Path dataDirectory,
        Path runtimeDirectory,
        Path rulesDirectory,
        boolean rulesWatch,
        Path reportsDirectory,
        Naming alertTargets,
        Set<String> alertHostNames,
        Heal heal,
        boolean dryRun,
        Duration settle,
        boolean evidenceLogs,
        Budgets budgets,
        Duration cooldown,
        StormLimits storm,
        List<Window> maintenance,
        Permits permits,
        Duration answerWithin,
        List<Receiver> receivers,
        Roster roster,
        Optional<Heartbeat> heartbeat,
        Retention retention,
        RecordLimits record,
        boolean kernelLog,
        Gpus gpus,
        Logs logs,
        ContainerLabels shownLabels,
        Kafka kafka,
        List<Host> hosts,
        List<HostCommand> commands,
        List<NamedCall> httpCalls,
        Optional<Path> backups,
        Groups groups,
        List<Window> quiet) {
    public Config {
        alertHostNames = Set.copyOf(alertHostNames);
        maintenance = List.copyOf(maintenance);
        receivers = List.copyOf(receivers);
        hosts = List.copyOf(hosts);
        commands = List.copyOf(commands);
        httpCalls = List.copyOf(httpCalls);
        quiet = List.copyOf(quiet);
    }

    /** The journal. */
    public Path journal() {
        return dataDirectory.resolve("journal.db");
    }

    /** The token that a change over HTTP must show. */
    public Path tokenFile() {
        return dataDirectory.resolve("token");
    }

    /** Address of the live page, without a slash at its end; empty where the one it listens at is of no use elsewhere. */
    public String page() {
        boolean anywhere = listen.port() == 0 || listen.loopback() || Set.of("0.0.0.0", "::").contains(listen.host());
        String scheme = entrance.certificate().isPresent() ? "https://" : "http://";
        return externalUrl.orElse(anywhere ? "" : scheme + listen);
    }

    /** Names of each of the machines of other instances, and of this one where it is among them. */
    public List<List<String>> hostNames() {
        return hosts.stream()
                .map(one -> Stream.of(one.name(), one.url().getHost()).filter(Objects::nonNull).toList())
                .toList();
    }

    /** While it is there, nothing is changed. */
    public Path pauseFile() {
        return dataDirectory.resolve("pause");
    }

    /** The socket the command line talks to. */
    public Path controlSocket() {
        return dataDirectory.resolve("control.sock");
    }
}
