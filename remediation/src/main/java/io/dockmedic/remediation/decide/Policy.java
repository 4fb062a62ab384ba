package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.collectors.base.self.SocketProxies;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.QuietTimes;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.decide.storm.StormLimits;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The owner's limits.
 *
 * @param heal          whose containers may be healed
 * @param dryRun        decide and say, never act
 * @param service       budget of each service
 * @param rule          budget of each rule
 * @param action        budget of each action
 * @param host          budget of the whole host
 * @param settle        no act for this long after we saw the engine (again)
 * @param staleAfter    a death older than this is told, not acted on
 * @param cooldown      so long between two acts on one service; zero for none
 * @param storm         when so much is wrong at once that nothing is done
 * @param windows       when nothing is to be done
 * @param permits       what may be done besides what is safe
 * @param ownContainers ids (or beginnings of at least 12 digits) and names of containers we live in or need
 * @param ownImages     images, without tag, of what we need to live: the socket proxy
 * @param groups        services that the owner speaks of together, with limits of their own
 * @param quiet         when services are least in use
 */
public record Policy(
        HealMode heal,
        boolean dryRun,
        Budget service,
        Budget rule,
        Budget action,
        Budget host,
        Duration settle,
        Duration staleAfter,
        Duration cooldown,
        StormLimits storm,
        Windows windows,
        Permits permits,
        Set<String> ownContainers,
        Set<String> ownImages,
        Groups groups,
        QuietTimes quiet) {
    /** What holds with no configuration. */
    public static final Policy DEFAULT = new Policy(
            HealMode.LABELLED,
            false,
            new Budget(5, Duration.ofHours(1)),
            new Budget(20, Duration.ofHours(1)),
            new Budget(20, Duration.ofHours(1)),
            new Budget(30, Duration.ofHours(1)),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ZERO,
            StormLimits.DEFAULT,
            Windows.NONE,
            Permits.NONE,
            Set.of(),
            SocketProxies.IMAGES,
            Groups.NONE,
            QuietTimes.NONE);

    public Policy {
        ownContainers = Set.copyOf(ownContainers);
        ownImages = Set.copyOf(ownImages);
    }

    /** With no quiet times. */
    public Policy(HealMode heal, boolean dryRun, Budget service, Budget rule, Budget action, Budget host,
            Duration settle,
            Duration staleAfter, Duration cooldown, StormLimits storm, Windows windows, Permits permits,
            Set<String> ownContainers, Set<String> ownImages, Groups groups) {
        this(heal, dryRun, service, rule, action, host, settle, staleAfter, cooldown, storm, windows, permits,
                ownContainers, ownImages, groups, QuietTimes.NONE);
    }

    /** With no groups. */
    public Policy(HealMode heal, boolean dryRun, Budget service, Budget rule, Budget action, Budget host,
            Duration settle,
            Duration staleAfter, Duration cooldown, StormLimits storm, Windows windows, Permits permits,
            Set<String> ownContainers, Set<String> ownImages) {
        this(heal, dryRun, service, rule, action, host, settle, staleAfter, cooldown, storm, windows, permits,
                ownContainers, ownImages, Groups.NONE);
    }

    /** The budget of the service that a container is of: its group's, where that has one. */
    public Budget budget(@Nullable Container container) {
        return groups.of(container).map(Group::budget).orElse(service);
    }

    /** The longest that any budget, or the cooldown, looks back. */
    public Duration lookBack() {
        Stream<Budget> budgets = Stream.concat(Stream.of(service, rule, action, host),
                groups.all().stream().map(Group::budget).flatMap(Stream::ofNullable));
        return Stream.concat(budgets.map(Budget::within), Stream.of(cooldown)).max(Duration::compareTo).orElseThrow();
    }
}
