package io.dockmedic.rules;

import io.dockmedic.rules.proof.Proofs;
import io.dockmedic.rules.remedy.ActionCatalog;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actions that shipped rules name. */
public final class TestActions implements ActionCatalog {
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "prune", Set.of("free", "cache"), "limits", Set.of("memory", "ceiling", "calm"), "truncate-log",
            Set.of("above"), "exec",
            Set.of("command", "user"), "backup-volume", Set.of("service", "keep"), "gpu-power-limit",
            Set.of("by", "floor", "calm"));

    @Override
    public Set<String> names() {
        return Set.of("restart", "start", "end-loop", "limits", "prune", "exec", "truncate-log", "recreate", "rollback",
                "backup-volume", "mark", "gpu-power-limit", "reset-gpu", "escalate");
    }

    @Override
    public boolean keeps(String action) {
        return action.equals("backup-volume");
    }

    @Override
    public boolean marks(String action) {
        return action.equals("mark");
    }

    @Override
    public Optional<String> problem(String action, Map<String, String> parameters) {
        Set<String> known = PARAMETERS.getOrDefault(action, Set.of());
        return parameters.keySet()
                .stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> action + " takes no '" + name + "'");
    }

    @Override
    public Set<String> lists(String action) {
        return action.equals("exec") ? Set.of("command") : Set.of();
    }

    @Override
    public Set<String> proofs(String action) {
        Set<String> all = new HashSet<>(Proofs.words());
        all.removeAll(Set.of("freed", "well"));
        if (!Set.of("start", "restart", "recreate").contains(action)) {
            all.remove("over");
        }
        return switch (action) {
            case "prune" -> Set.of("freed");
            case "gpu-power-limit" -> Set.of("over");
            case "reset-gpu" -> Set.of("well");
            default -> all;
        };
    }

    @Override
    public boolean needsVerify(String action) {
        return !action.equals("mark") && !action.equals("escalate");
    }
}
