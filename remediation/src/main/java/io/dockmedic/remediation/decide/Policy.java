package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.collectors.base.self.SocketProxies;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.decide.storm.StormLimits;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

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
        Set<String> ownImages) {
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
            SocketProxies.IMAGES);

    public Policy {
        ownContainers = Set.copyOf(ownContainers);
        ownImages = Set.copyOf(ownImages);
    }

    /** The longest that any budget, or the cooldown, looks back. */
    public Duration lookBack() {
        return Stream.concat(Stream.of(service, rule, action, host).map(Budget::within), Stream.of(cooldown))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
