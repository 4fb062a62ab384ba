package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.event.StartFault;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What kind of fault it is that kept a container from starting: the first row that fits. The words are those of Engine
 * 20.10 to 29, of runc and of NVIDIA's container toolkit; they are no API, so a row that no longer fits costs precision
 * and nothing else.
 */
final class StartFaults {
    /** In what is said of a mount, and in nothing that an image, a network or a command is called. */
    private static final String MOUNT = "(?:bind source path|error mounting|failed to mount|error while mounting volume"
            + "|invalid mount|error while creating mount source path|failed to create mount|mount through procfd)";

    private static final String NVIDIA = "nvidia-container-(?:cli|runtime)";

    private record Row(Pattern words, StartFault fault) {}

    private static final List<Row> ROWS = List.of(
            row("no space left on device|disk quota exceeded", StartFault.OUT_OF_SPACE),
            row("port is already allocated", StartFault.PORT_ALLOCATED),
            row("address already in use|port is already in use", StartFault.ADDRESS_IN_USE),
            row("cannot assign requested address", StartFault.ADDRESS_MISSING),
            row("could not select device driver|cdi devices|cdi device injection failed|cdi spec not found|" + NVIDIA
                    + "|adding custom device \"/dev/(?:nvidia|dri|kfd)", StartFault.GPU),
            row("unknown or invalid runtime|unknown runtime specified|runtime not found in config|fork/exec [^\\n]{1,200}: no such file",
                    StartFault.RUNTIME_MISSING),
            row("error gathering device information", StartFault.DEVICE_MISSING),
            row("device or resource busy", StartFault.MOUNT_BUSY),
            row("no such host|i/o timeout|connection (?:refused|reset|timed out)|no route to host"
                    + "|network is unreachable|temporary failure in name resolution|tls handshake timeout",
                    StartFault.UNREACHABLE),
            row(MOUNT + "[^\\n]{0,1000}(?:does not exist|no such file or directory)", StartFault.MOUNT_MISSING),
            row(MOUNT, StartFault.MOUNT_REFUSED),
            row("non running container|joining (?:network|pid|ipc|\\S{1,40}) namespace|no such container",
                    StartFault.PARENT_DOWN),
            row("network \\S{1,200} not found|no such network|could not find (?:a )?network",
                    StartFault.NETWORK_GONE),
            row("unable to find (?:user|group)|unable to setup user|no matching entries in (?:passwd|group) file",
                    StartFault.USER_MISSING),
            row("executable file not found|exec: \"[^\"\\n]{0,1000}\": (?:stat )?[^\\n]{0,1000}no such file"
                    + "|no command specified", StartFault.COMMAND_NOT_FOUND),
            row("exec: \"[^\"\\n]{0,1000}\": [^\\n]{0,1000}(?:permission denied|is a directory)|exec format error",
                    StartFault.COMMAND_NOT_EXECUTABLE),
            row("rlimit|cgroup|cpuset|memory limit|pids\\.max|resource temporarily unavailable",
                    StartFault.LIMITS_REFUSED));

    private StartFaults() {}

    /** By the engine's own words. */
    static StartFault of(String error) {
        return ROWS.stream()
                .filter(row -> row.words().matcher(error).find())
                .map(Row::fault)
                .findFirst()
                .orElse(StartFault.UNKNOWN);
    }

    private static Row row(String words, StartFault fault) {
        return new Row(Pattern.compile(words, Pattern.CASE_INSENSITIVE), fault);
    }
}
