package io.dockmedic.collectors.event;

import java.util.Locale;

/** Why a container could not be started. */
public enum StartFault {
    /** Another container of this engine has the port of the machine that it wants. */
    PORT_ALLOCATED("another container has the port that it wants", false),
    /** A process of the machine listens there, or another container has its address in the network. */
    ADDRESS_IN_USE("a process of the machine has the port that it wants, or another container its address", false),
    /** The machine has not the address that its port is published at. */
    ADDRESS_MISSING("the machine has no such address as its port is published at", false),
    /** A driver, a runtime's part, a device file or a CDI entry for the GPUs that it asks for. */
    GPU("the engine has not what it takes to give it a GPU", false),
    /** The engine knows no runtime of that name, or does not find its program. */
    RUNTIME_MISSING("the engine has not the container runtime that it asks for", false),
    /** A file of a device that it was to have. */
    DEVICE_MISSING("a device that it was to have is not there", false),
    /** Somebody else holds what is to be mounted. */
    MOUNT_BUSY("what is to be mounted into it is busy", true),
    /** The folder or file to be mounted is not on the machine. */
    MOUNT_MISSING("what is to be mounted into it is not on the machine", false),
    /** A file where a folder is wanted, no permission, options that do not fit. */
    MOUNT_REFUSED("something could not be mounted into it", false),
    /** A server of a volume, or a name's, did not answer. */
    UNREACHABLE("a server that it takes to start it does not answer", true),
    /** A network that it is on. */
    NETWORK_GONE("a network that it is on is not there any more", false),
    /** The container in whose network, process or IPC namespace it lives. */
    PARENT_DOWN("the container whose network or processes it shares is gone or does not run", false),
    /** Its first program is not in the image. */
    COMMAND_NOT_FOUND("the program that it starts with is not in its image", false),
    /** It is, and cannot be run: no permission, a folder, another machine's. */
    COMMAND_NOT_EXECUTABLE("the program that it starts with cannot be executed", false),
    /** User or group, as it is set. */
    USER_MISSING("the user that it is to run as is not in its image", false),
    /** A full disk. */
    OUT_OF_SPACE("the disk is full", false),
    /** Of processor, memory, processes, files, by kernel or runtime. */
    LIMITS_REFUSED("a limit that is set for it was refused", false),
    /** Anything else. */
    UNKNOWN("the engine could not start it", false);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String meaning;
    private final boolean mayPass;

    StartFault(String meaning, boolean mayPass) {
        this.meaning = meaning;
        this.mayPass = mayPass;
    }

    /** As rules, logs and metric labels write it. */
    public String word() {
        return word;
    }

    /** For a person. */
    public String meaning() {
        return meaning;
    }

    /** Whether it may be over in moments without anybody's doing, so that another start makes sense. */
    public boolean mayPass() {
        return mayPass;
    }
}
