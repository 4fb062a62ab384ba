package io.dockmedic.rules.engine;

/**
 * How many keys all rules together remember. Bounded for the heap that the launcher gives the program: a key with one event of evidence
 * takes one to two kilobytes. For one thread.
 */
final class KeyRoom {
    static final int MOST = 15_000;

    private final int most;
    private final EvidenceRoom evidence;
    private int taken;
    private long refusals;

    KeyRoom(int most, EvidenceRoom evidence) {
        this.most = most;
        this.evidence = evidence;
    }

    EvidenceRoom evidence() {
        return evidence;
    }

    int most() {
        return most;
    }

    boolean isFull() {
        return taken >= most || evidence.isFull();
    }

    void take() {
        taken++;
    }

    void free() {
        taken--;
    }

    /** A new key found no room, in all or for its rule. */
    void refused() {
        refusals++;
    }

    int taken() {
        return taken;
    }

    long refusals() {
        return refusals;
    }
}
