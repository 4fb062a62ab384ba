package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the engine has for devices from the answer to {@code GET /info}. What is missing counts as not said. */
final class EngineDevicesReader {
    private static final String DISCOVERED = "DiscoveredDevices";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
    private static final int MAJOR = 28;
    private static final int MINOR = 2;

    private EngineDevicesReader() {}

    static EngineDevices read(JsonNode info) {
        TreeSet<String> runtimes = new TreeSet<>();
        info.path("Runtimes").fieldNames().forEachRemaining(runtimes::add);
        TreeSet<String> devices = new TreeSet<>();
        for (JsonNode device : info.path(DISCOVERED)) {
            if (device.path("Source").asText("cdi").equals("cdi")) {
                devices.add(device.path("ID").asText(""));
            }
        }
        List<String> folders = new ArrayList<>();
        info.path("CDISpecDirs").forEach(folder -> folders.add(folder.asText("")));
        boolean tells = info.has(DISCOVERED) || (!folders.isEmpty() && late(info.path("ServerVersion").asText("")));
        return new EngineDevices(List.copyOf(runtimes), info.path("DefaultRuntime").asText(""), folders,
                List.copyOf(devices), tells);
    }

    /** It leaves the field out where it has found none. */
    private static boolean late(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > MAJOR || (major == MAJOR && Integer.parseInt(numbers.group(2)) >= MINOR);
    }
}
