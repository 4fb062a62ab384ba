package io.dockmedic.remediation.action.gpu;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be done to reset a GPU. Pure.
 *
 * @param gpu        that needs it, for a person
 * @param places     where those sit that are reset
 * @param ids        by which {@code nvidia-smi} is told them
 * @param persistent ids of those of them whose persistence mode is on
 * @param linked     those that nothing may use either, for a person
 * @param devices    files that nobody may have open
 * @param opened     those of them that the driver's own daemon may not have open either: of what is reset
 * @param drained    containers that are stopped, in the order in which they are started again
 * @param command    what is run, for a person
 */
record Course(String gpu, List<String> places, List<String> ids, List<String> persistent, List<String> linked,
        List<String> devices, Set<String> opened, List<Drained> drained, String command) {
    Course {
        places = List.copyOf(places);
        ids = List.copyOf(ids);
        persistent = List.copyOf(persistent);
        linked = List.copyOf(linked);
        devices = List.copyOf(devices);
        opened = Set.copyOf(opened);
        drained = List.copyOf(drained);
    }

    /** For who approves it, and word for word what is done. */
    String words() {
        StringBuilder words = new StringBuilder("Resets ").append(gpu).append(" by ").append(command).append('.');
        if (!linked.isEmpty()) {
            words.append(" Nothing may use what it is linked to by NVLink meanwhile either: ")
                    .append(String.join(", ", linked))
                    .append(ids.size() > 1 ? ", which is reset with it." : ".");
        }
        if (drained.isEmpty()) {
            words.append(" No container uses it, and none is stopped.");
        } else {
            List<String> names = drained.stream().map(Drained::name).toList();
            words.append(" Stops these containers, in this order: ")
                    .append(String.join(", ", names.reversed()))
                    .append("; starts them again in this one, whatever comes of it: ")
                    .append(drained.stream()
                            .map(one -> one.name() + " (" + one.need().words() + ")")
                            .collect(Collectors.joining(", ")))
                    .append(". What they were computing is lost.");
        }
        if (!persistent.isEmpty()) {
            words.append(" Persistence mode is switched off for it and on again.");
        }
        return words.append(" No GPU of this machine is read meanwhile.").toString();
    }
}
