package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.EngineEvent.Role;
import java.util.List;

/** {@code engine.role}. */
final class RoleKind {
    static final Kind<Role> KIND = Kind.of(
            Role.KIND,
            Role.class,
            "whether this instance acts on the engine, or only observes because another one does",
            List.of(),
            List.of(Field.flag("acting", "false: it only observes", Role::acting)));

    private RoleKind() {}
}
