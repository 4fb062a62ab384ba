package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Host;
import io.dockmedic.rules.expression.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which instances a person means by {@code --host}. */
final class Peers {
    /** Stands for all of the configuration's. */
    static final String ALL = "all";

    /** What was said means none, or more than may be meant. */
    static final class NoSuchHost extends Exception {
        private static final long serialVersionUID = 1;

        NoSuchHost(String message) {
            super(message);
        }
    }

    private Peers() {}

    /**
     * Those that are meant, in the order in which they were said; for none said, empty: the one of this machine.
     *
     * @throws NoSuchHost with what there is
     */
    static List<Host> chosen(Config config, List<String> said) throws NoSuchHost {
        List<Host> known = config.hosts();
        if (!said.isEmpty() && known.isEmpty()) {
            throw new NoSuchHost("--host: " + config.file() + " has no hosts; hosts: [{name: gpu-1, url: https://…}]");
        }
        if (said.contains(ALL)) {
            return known;
        }
        var byName = known.stream().collect(Collectors.toMap(Host::name, Function.identity()));
        Set<Host> chosen = new LinkedHashSet<>();
        for (String name : said) {
            Host host = byName.get(name);
            if (host == null) {
                throw new NoSuchHost("--host: there is no " + Shown.plain(name) + Nearest.find(name, byName.keySet())
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; known: " + ALL + ", " + String.join(", ", new TreeSet<>(byName.keySet()))));
            }
            chosen.add(host);
        }
        return new ArrayList<>(chosen);
    }
}
