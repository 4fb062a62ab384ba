package io.dockmedic.collectors.event;

/**
 * A process that the kernel wrote about.
 *
 * @param process     its name, at most 15 characters that it chose itself
 * @param pid         on the host
 * @param service     key of the service whose container it was in; empty when it was in none, or that is not known
 * @param name        of that container, or empty
 * @param containerId of that container, or empty
 */
public record Victim(String process, int pid, String service, String name, String containerId) {
    /** In a container. */
    public static Victim in(Container container, String process, int pid) {
        return new Victim(process, pid, container.service().key(), container.name(), container.id());
    }

    /** In no container that is known. */
    public static Victim outside(String process, int pid) {
        return new Victim(process, pid, "", "", "");
    }

    /** The service, else the process' name. */
    public String subject() {
        return service.isEmpty() ? process : service;
    }

    String words() {
        return process + " (" + pid + ")" + (service.isEmpty() ? "" : " of " + service);
    }
}
