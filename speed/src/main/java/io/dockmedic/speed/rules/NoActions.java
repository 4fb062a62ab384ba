package io.dockmedic.speed.rules;

import io.dockmedic.rules.remedy.ActionCatalog;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules here only watch. */
final class NoActions implements ActionCatalog {
    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Optional<String> problem(String action, Map<String, String> parameters) {
        return Optional.empty();
    }

    @Override
    public Set<String> proofs(String action) {
        return Set.of();
    }

    @Override
    public boolean needsVerify(String action) {
        return false;
    }
}
