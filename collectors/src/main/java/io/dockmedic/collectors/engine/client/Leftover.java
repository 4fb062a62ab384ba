package io.dockmedic.collectors.engine.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as far as it matters for removing it.
 *
 * @param name       without the leading slash
 * @param status     as {@link ContainerState#status()}
 * @param finishedAt when its last run ended, by the engine's clock; null when it never ran
 * @param policy     its restart policy, {@code no} where it has none
 * @param autoRemove the engine removes it by itself
 * @param labels     all of them
 * @param bytes      of its own layer; 0 where that was not asked for
 * @param nameless   paths in it on which a volume without a name of its own is mounted
 * @param leansOn    ids or names of other containers without which it does not start: whose network, processes or volumes
 *                   it shares
 */
public record Leftover(String id, String name, String status, @Nullable Instant finishedAt, String policy,
        boolean autoRemove, boolean interactive, Map<String, String> labels, long bytes, List<String> nameless,
        List<String> leansOn) {
    private static final int SHORT_ID = 12;

    public Leftover {
        labels = Map.copyOf(labels);
        nameless = List.copyOf(nameless);
        leansOn = List.copyOf(leansOn);
    }

    /** Whether it leans on that one. */
    public boolean leansOn(Leftover other) {
        return leansOn.stream()
                .anyMatch(one -> one.equals(other.name())
                        || (one.length() >= SHORT_ID && other.id().startsWith(one)));
    }
}
