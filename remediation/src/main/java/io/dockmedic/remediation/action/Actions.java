package io.dockmedic.remediation.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The actions that can be carried out, by name. */
public final class Actions {
    private final Map<String, Action> byName;

    public Actions(List<Action> actions) {
        this.byName = actions.stream()
                .collect(Collectors.toUnmodifiableMap(action -> action.about().name(), action -> action));
    }

    /** The action of that name, if there is one. */
    public Optional<Action> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
