package io.dockmedic.remediation.action;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.rules.proof.Proofs;
import io.dockmedic.rules.remedy.ActionCatalog;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What rules may name, from the actions' own descriptions. Needs no engine, so rule files can be checked anywhere. */
public final class Catalog implements ActionCatalog {
    private final Map<String, ActionDescription> byName = new TreeMap<>();
    private final Map<String, Function<Map<String, String>, Optional<String>>> values;

    /** @param values what is wrong with the values of an action's parameters, by its name; one that is not there takes any */
    public Catalog(List<ActionDescription> descriptions,
            Map<String, Function<Map<String, String>, Optional<String>>> values) {
        descriptions.forEach(about -> byName.put(about.name(), about));
        this.values = Map.copyOf(values);
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
            return values.getOrDefault(action, any -> Optional.empty()).apply(parameters);
        }
        String known = about.parameters().isEmpty()
                ? "takes no parameters"
                : "takes " + String.join(", ", new TreeSet<>(about.parameters().keySet()));
        return Optional.of(action + " " + known + "; remove " + String.join(", ", unknown));
    }

    @Override
    public Set<String> proofs(String action) {
        Set<String> all = new TreeSet<>(Proofs.words());
        ActionDescription about = byName.get(action);
        if (about == null) {
            return all;
        }
        return switch (about.aim()) {
            case MAKE_ROOM -> Set.of(Step.State.FREED.word());
            case SPARE -> Set.of(Step.State.OVER.word());
            case MEND -> Set.of(Step.State.WELL.word());
            case GIVE_MORE -> Set.of(Step.State.RUNNING.word(), Step.State.HEALTHY.word(), Seen.WORD);
            // What runs, and is healthy, may have the fault still.
            case BRING_UP -> {
                all.removeAll(Set.of(Step.State.FREED.word(), Step.State.WELL.word()));
                yield all;
            }
            case TELL, MARK, REPLACE, TAKE_DOWN, RESUME, TEND, KEEP -> {
                all.removeAll(Set.of(Step.State.FREED.word(), Step.State.OVER.word(), Step.State.WELL.word()));
                yield all;
            }
        };
    }

    @Override
    public Set<String> lists(String action) {
        ActionDescription about = byName.get(action);
        return about == null ? Set.of() : about.lists();
    }

    @Override
    public boolean keeps(String action) {
        ActionDescription about = byName.get(action);
        return about != null && about.aim() == Aim.KEEP;
    }

    @Override
    public boolean marks(String action) {
        ActionDescription about = byName.get(action);
        return about != null && about.aim() == Aim.MARK;
    }

    @Override
    public boolean needsVerify(String action) {
        ActionDescription about = byName.get(action);
        return about != null && about.needsVerify();
    }
}
