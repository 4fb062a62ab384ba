package io.dockmedic.remediation.action;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.rules.remedy.ActionCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What rules may name, from the actions' own descriptions. Needs no engine, so rule files can be checked anywhere. */
public final class Catalog implements ActionCatalog {
    private final Map<String, ActionDescription> byName = new TreeMap<>();

    public Catalog(List<ActionDescription> descriptions) {
        descriptions.forEach(about -> byName.put(about.name(), about));
    }

    /** By name in order. */
    public Collection<ActionDescription> descriptions() {
        return List.copyOf(byName.values());
    }

    /** What an action says of itself. */
    public Optional<ActionDescription> find(String action) {
        return Optional.ofNullable(byName.get(action));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    @Override
    public Optional<String> problem(String action, Map<String, String> parameters) {
        ActionDescription about = byName.get(action);
        if (about == null) {
            return Optional.of("there is no action " + action + "; there are " + String.join(", ", byName.keySet()));
        }
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(about.parameters().keySet());
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String known = about.parameters().isEmpty()
                ? "takes no parameters"
                : "takes " + String.join(", ", new TreeSet<>(about.parameters().keySet()));
        return Optional.of(action + " " + known + "; remove " + String.join(", ", unknown));
    }

    @Override
    public boolean needsVerify(String action) {
        ActionDescription about = byName.get(action);
        return about != null && about.needsVerify();
    }
}
