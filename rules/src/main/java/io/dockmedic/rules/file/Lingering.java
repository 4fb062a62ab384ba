package io.dockmedic.rules.file;

import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ExternalEvent.Occurred;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.rule.Resolve;
import io.dockmedic.rules.yaml.YamlMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Warns of a rule about containers that fires for ever when the container is removed. */
final class Lingering {
    private static final String CONTAINERS = "container.";
    /** What a key has that is a container's own. */
    private static final Pattern CONTAINER = Pattern.compile("event\\.(service|name|containerId)\\b");
    private static final Pattern OWN = Pattern.compile("event\\.(subject|service|name|containerId)\\b");

    private Lingering() {}

    /** What others tell has a subject of its own: only who writes the container into the key means it. */
    private static boolean isOfAService(YamlMap rule) {
        return rule.get("by").map(by -> CONTAINER.matcher(by.canonical()).find()).orElse(false);
    }

    /** Whether a key of the rule is one container's, or whatever else has the events. */
    static boolean isOfOne(YamlMap rule) {
        return rule.get("by").map(by -> OWN.matcher(by.canonical()).find()).orElse(true);
    }

    /**
     * @param ways how it is over
     * @param acts what would be done is done to a container
     */
    static void warn(YamlMap rule, Trigger fault, List<Resolve> ways, boolean acts) {
        boolean ofContainers = fault.kinds().stream().allMatch(kind -> kind.startsWith(CONTAINERS))
                || (acts && fault.kinds().stream().allMatch(Occurred.KIND::equals) && isOfAService(rule));
        if (!ofContainers || !isOfOne(rule) || fault.kinds().contains(Removed.KIND)) {
            return;
        }
        Set<String> ends = new HashSet<>();
        ways.forEach(way -> ends.addAll(way.trigger().kinds()));
        boolean diesFirst = ends.contains(Died.KIND) && !fault.kinds().contains(Died.KIND);
        if (!ends.contains(Removed.KIND) && !diesFirst) {
            rule.key("resolve")
                    .ifPresent(key -> key.warning(
                            "when the container is removed nothing ends this, and it fires for ever",
                            "add {on: container.removed} to its ways"));
        }
    }
}
