package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine lacks to start a container with the GPUs, or the runtime, that it asks for: driver, runtime or CDI
 * device, and what to do. By the engine's words, those of Engine 20.10 to 29 and of NVIDIA's container toolkit, which
 * are no API; where it has none, by what it says that it has. Pure.
 */
final class GpuLack {
    private static final String TOOLKIT = "Install nvidia-container-toolkit, then nvidia-ctk runtime configure"
            + " --runtime=docker, and start the engine anew.";
    private static final String AMD_TOOLKIT = "Install amd-container-toolkit, then amd-ctk runtime configure, and start"
            + " the engine anew.";
    private static final String AMD = "amd";
    private static final String NVIDIA = "nvidia";

    /** The first that fits. */
    private static final List<Row> ROWS = List.of(
            row("could not select device driver \"([^\"\\n]{0,100})\"", found -> driver(found.group(1))),
            row("(?:unknown (?:or invalid runtime name:|runtime specified)|runtime not found in config:) ?\"?([\\w./-]{1,100})",
                    found -> runtime(found.group(1))),
            row("unresolvable CDI devices ([^\\n]{1,300})", found -> cdi(found.group(1).strip())),
            row("AMD CDI spec not found",
                    found -> "The engine found neither NVIDIA's container toolkit in its PATH nor a file of CDI of"
                            + " AMD's. For NVIDIA's GPUs: " + TOOLKIT + " For AMD's: " + generate(AMD)),
            row("CDI device injection failed: ([^\\n]{1,300})",
                    found -> "The file of CDI does not fit the machine any more (" + found.group(1).strip()
                            + "). Write it anew: " + generate(found.group(1))),
            row("(nvidia-container-runtime(?:-hook)?)\"?: [^\\n]{0,200}?(?:no such file|not found)",
                    found -> "NVIDIA's container toolkit is not where the engine expects it any more ("
                            + found.group(1) + "). " + TOOLKIT),
            row("nvidia-container-cli: [^\\n]{0,200}?driver/library version mismatch",
                    found -> "NVIDIA's library and the loaded driver are of different versions: no container that"
                            + " starts now gets a GPU, and starting it again does not help. Start the machine anew, or"
                            + " end all that uses a GPU, and after dockmedic gpu release load the driver anew."),
            row("nvidia-container-cli: device error: ([^\\n]{1,100}?): unknown device",
                    found -> "The machine has no GPU " + found.group(1) + " now: it is lost or replaced, or its number"
                            + " is another. nvidia-smi -L shows which there are."),
            row("nvidia-container-cli: requirement error: (unsatisfied condition[^,\\n]{1,100})",
                    found -> "The image wants a newer driver, or another GPU, than the machine has ("
                            + found.group(1).strip() + "). Update the driver, or use an older image; nvidia-smi says"
                            + " which driver and GPUs there are."),
            row("nvidia-container-cli: ([^\\n]{0,200}?(?:initialization error|driver not loaded|nvml error)"
                    + "[^\\n]{0,200})",
                    found -> "NVIDIA's container toolkit does not reach the driver of the machine ("
                            + found.group(1).strip() + "). modprobe nvidia loads it; nvidia-smi says whether it"
                            + " works."),
            row("nvidia-container-cli: ([^\\n]{1,300})",
                    found -> "NVIDIA's container toolkit refused (" + found.group(1).strip() + ")."),
            row("adding custom device \"(/dev/(?:nvidia|dri|kfd)[^\"\\n]{0,100})\"",
                    found -> "There is no " + found.group(1) + " on the machine: the driver is not loaded, or the GPU"
                            + " is gone or has another number."));

    private GpuLack() {}

    private record Row(Pattern words, Function<MatchResult, String> says) {}

    private static Row row(String words, Function<MatchResult, String> says) {
        return new Row(Pattern.compile(words, Pattern.CASE_INSENSITIVE), says);
    }

    /** Whether it may be that it cannot be started for that. */
    static boolean mayBe(ContainerState state) {
        boolean down = !state.running() || state.restarting();
        GpuAsk gpus = state.gpus();
        return down && (!gpus.none() || !gpus.runtime().isEmpty() || told(state.error()).isPresent());
    }

    /**
     * What it lacks and what the engine has, for a person; empty when it lacks nothing that is known of.
     *
     * @param why the engine could not be asked what it has; empty when it could
     */
    static List<String> of(ContainerState state, EngineDevices engine, String why) {
        Optional<String> lack = mayBe(state)
                ? told(state.error()).or(() -> unsaid(state.gpus(), engine))
                : Optional.empty();
        if (lack.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add("It cannot be started. " + lack.get());
        GpuAsk gpus = state.gpus();
        if (!gpus.none() || !gpus.runtime().isEmpty()) {
            all.add("It asks for " + (gpus.none() ? "no GPU by name" : gpus.words())
                    + (gpus.runtime().isEmpty() ? "" : ", with the runtime " + gpus.runtime()) + ".");
        }
        all.add(why.isEmpty()
                ? "The engine says that it has: " + words(engine) + "."
                : "What the engine has could not be asked: " + why + ".");
        return all;
    }

    private static Optional<String> told(String error) {
        for (Row row : ROWS) {
            Matcher found = row.words().matcher(error);
            if (found.find()) {
                return Optional.of(row.says().apply(found));
            }
        }
        return Optional.empty();
    }

    /** An engine that refuses to begin to start a container leaves no word of that in its state. */
    private static Optional<String> unsaid(GpuAsk gpus, EngineDevices engine) {
        if (!gpus.runtime().isEmpty() && !engine.runtimes().isEmpty() && !engine.runtimes().contains(gpus.runtime())) {
            return Optional.of(runtime(gpus.runtime()));
        }
        List<String> missing = gpus.cdi().stream().filter(name -> !engine.devices().contains(name)).toList();
        return engine.tellsDevices() && !missing.isEmpty()
                ? Optional.of(cdi(String.join(", ", missing)))
                : Optional.empty();
    }

    private static String driver(String name) {
        return switch (name) {
            case "cdi" -> "The engine does not know CDI, and it asks for a CDI device. Engine 28.2 and later know it;"
                    + " from Engine 25 on \"features\": {\"cdi\": true} in daemon.json switches it on. Then start the"
                    + " engine anew.";
            case AMD -> "The engine has no device driver \"amd\": AMD's container toolkit was not there when the engine"
                    + " started. " + AMD_TOOLKIT;
            default -> "The engine has no device driver " + (name.isEmpty() ? "for GPUs" : "\"" + name + "\"")
                    + ": NVIDIA's container toolkit was not there when the engine started. " + TOOLKIT;
        };
    }

    private static String runtime(String name) {
        String says = "The engine has no runtime " + name + ". ";
        if (name.startsWith(NVIDIA)) {
            return says + TOOLKIT;
        }
        return says + (name.startsWith(AMD)
                ? AMD_TOOLKIT
                : "Name it under \"runtimes\" in daemon.json, and start the engine anew.");
    }

    private static String cdi(String devices) {
        return "No file of CDI has the devices that it asks for: " + devices + ". Write it, and anew after each change"
                + " of driver or GPUs: " + generate(devices);
    }

    private static String generate(String devices) {
        return devices.startsWith(AMD)
                ? "amd-ctk cdi generate --output=/etc/cdi/amd.json."
                : "nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml.";
    }

    private static String words(EngineDevices engine) {
        String usual = engine.usual().isEmpty() ? "" : " (" + engine.usual() + " for what names none)";
        return "runtimes " + list(engine.runtimes()) + usual + "; CDI folders " + list(engine.cdiFolders())
                + (engine.tellsDevices() ? "; CDI devices " + list(engine.devices()) : "");
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
