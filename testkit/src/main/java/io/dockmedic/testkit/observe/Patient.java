package io.dockmedic.testkit.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One service of a scenario under a name that no other has, with everything the scenario did to it. Safe for use by
 * several threads.
 */
public final class Patient {
    /** What its owner has allowed. */
    public enum Consent {
        /** It is healed, and told where it cannot be. */
        HEAL,
        /** Nothing is done to it; its owner may be told. */
        PROTECTED,
        /** Nothing is done to it and nobody is told. */
        NONE
    }

    private final String name;
    private final Consent consent;
    private final boolean restartedByEngine;
    private final Path folder;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final List<Deed> deeds = new CopyOnWriteArrayList<>();

    /**
     * @param restartedByEngine whether it has a restart policy of the engine's
     * @param folder            mounted into its containers, to which each start of its main process appends a line
     */
    public Patient(String name, Consent consent, boolean restartedByEngine, Path folder) {
        this.name = name;
        this.consent = consent;
        this.restartedByEngine = restartedByEngine;
        this.folder = folder;
    }

    public String name() {
        return name;
    }

    public Consent consent() {
        return consent;
    }

    public boolean restartedByEngine() {
        return restartedByEngine;
    }

    public Path folder() {
        return folder;
    }

    /** A container of this service was created. */
    public void became(String id) {
        ids.add(id);
    }

    /** Whether that is one of its containers, by full id or its beginning, or by name. */
    public boolean owns(String container) {
        return container.equals(name) || ids.stream().anyMatch(id -> id.startsWith(container));
    }

    public void did(Deed deed) {
        deeds.add(deed);
    }

    /** In the order they were done. */
    public List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    /** How often a person had it run. */
    long ups() {
        return deeds.stream().filter(deed -> deed.kind() == Deed.Kind.UP).count();
    }

    /** Whether, after all that was done, it should run. */
    public boolean shouldRun() {
        return deeds.stream()
                .filter(deed -> deed.kind().byPerson())
                .reduce((earlier, later) -> later)
                .map(deed -> deed.kind() == Deed.Kind.UP)
                .orElse(false);
    }
}
