package io.dockmedic.api.cli;

/** What may stand in a path as an incident's id, a part of one, or the name of the container that it is about. */
final class IncidentId {
    private IncidentId() {}

    static boolean could(String id) {
        return id.matches("[0-9A-Za-z][0-9A-Za-z_.-]{0,127}");
    }
}
