package io.dockmedic.api.cli;

/** What may stand in a path as an incident's id. */
final class IncidentId {
    private IncidentId() {}

    static boolean could(String id) {
        return id.matches("[0-9A-Za-z]{1,64}");
    }
}
