package io.dockmedic.collectors.gpu.asked;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.event.Gpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the answer to inspect which GPUs a container asks for: device requests ({@code --gpus}, CDI), files below
 * {@code /dev}, and, with a runtime that heeds it, the variable of its vendor. A field that is missing, null or of
 * another type counts as not set; what is no name of a GPU is left out.
 */
public final class GpuAskReader {
    private static final String CDI = "cdi";
    /** What a request for GPUs asks them to be able to. */
    private static final Set<String> CAPABILITIES = Set.of("gpu", Gpu.NVIDIA, Gpu.AMD, "compute", "compat32",
            "graphics", "utility", "video", "display");
    private static final String NVIDIA_VARIABLE = "NVIDIA_VISIBLE_DEVICES=";
    private static final String AMD_VARIABLE = "AMD_VISIBLE_DEVICES=";
    private static final String ALL = "all";
    private static final Set<String> NOTHING = Set.of("void", "none");
    /** What comes from a container's settings is shown to people: nothing else that may stand there is. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/=-]{0,99}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,3})-(\\d{1,3})");
    private static final Pattern DEVICE = Pattern.compile("/dev/(?:nvidia\\d{1,4}|dri|dri/(?:renderD|card)\\d{1,4}"
            + "|dri/by-path/pci-[0-9a-fA-F:.]{1,20}-(?:render|card))");
    private static final int MOST = 64;

    private GpuAskReader() {}

    /** @param json what {@code GET /containers/{id}/json} says */
    public static GpuAsk read(JsonNode json) {
        JsonNode host = json.path("HostConfig");
        List<Wish> wishes = new ArrayList<>();
        // The engine writes the variable itself for a request, after the container's own.
        boolean written = false;
        for (JsonNode request : host.path("DeviceRequests")) {
            written |= request(request, wishes);
        }
        String runtime = host.path("Runtime").asText("");
        String vendor = vendor(runtime);
        if (!vendor.isEmpty() && !written) {
            visible(json.path("Config").path("Env"), vendor, wishes);
        }
        for (JsonNode device : host.path("Devices")) {
            String path = withoutSlashes(device.path("PathOnHost").asText(""));
            if (DEVICE.matcher(path).matches()) {
                wishes.add(new Wish.Device(path));
            }
        }
        boolean plain = wishes.isEmpty() && vendor.isEmpty();
        return plain
                ? GpuAsk.NONE
                : new GpuAsk(wishes.stream().distinct().limit(MOST).toList(), vendor.isEmpty() ? "" : runtime);
    }

    /** Whether it is one for which the engine tells the vendor's tools which GPUs are asked for. */
    private static boolean request(JsonNode request, List<Wish> wishes) {
        String driver = request.path("Driver").asText("");
        List<String> names = texts(request.path("DeviceIDs"));
        if (driver.equals(CDI)) {
            names.stream().filter(name -> name.contains("=")).forEach(name -> wishes.add(new Wish.Cdi(name, true)));
            return false;
        }
        List<String> capabilities = new ArrayList<>();
        request.path("Capabilities").forEach(all -> capabilities.addAll(texts(all)));
        String vendor = !driver.isEmpty()
                ? vendor(driver)
                : capabilities.contains(Gpu.NVIDIA) ? Gpu.NVIDIA : capabilities.contains(Gpu.AMD) ? Gpu.AMD : "";
        boolean others = !driver.isEmpty() && vendor.isEmpty();
        if (others || capabilities.stream().noneMatch(CAPABILITIES::contains)) {
            return false;
        }
        int count = request.path("Count").asInt();
        if (!names.isEmpty()) {
            names.forEach(name -> wishes.add(named(vendor, name)));
        } else if (count != 0) {
            wishes.add(count < 0 ? new Wish.All(vendor) : new Wish.First(vendor, count));
        }
        return true;
    }

    /** Of a runtime or a device driver: {@code nvidia}, {@code nvidia-cdi}, {@code nvidia.cdi}. Empty for another's. */
    private static String vendor(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.startsWith(Gpu.NVIDIA) ? Gpu.NVIDIA : plain.startsWith(Gpu.AMD) ? Gpu.AMD : "";
    }

    /**
     * The last one counts; empty where there is none.
     *
     * @param begin its name and {@code =}
     */
    private static Optional<String> variable(JsonNode variables, String begin) {
        Optional<String> value = Optional.empty();
        for (JsonNode variable : variables) {
            String text = variable.asText("");
            if (text.startsWith(begin)) {
                value = Optional.of(text.substring(begin.length()).strip());
            }
        }
        return value;
    }

    /** Whether it is from before the variables, when NVIDIA's tools gave an image of CUDA all GPUs; they still do. */
    private static boolean old(JsonNode variables) {
        return !variable(variables, "CUDA_VERSION=").orElse("").isEmpty()
                && variable(variables, "NVIDIA_REQUIRE_CUDA=").orElse("").isEmpty();
    }

    private static void visible(JsonNode variables, String vendor, List<Wish> wishes) {
        boolean nvidia = vendor.equals(Gpu.NVIDIA);
        String value = variable(variables, nvidia ? NVIDIA_VARIABLE : AMD_VARIABLE)
                .orElseGet(() -> nvidia && old(variables) ? ALL : "");
        List<String> names = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (names.stream().anyMatch(NOTHING::contains)) {
            return;
        }
        if (names.contains(ALL)) {
            wishes.add(new Wish.All(vendor));
            return;
        }
        for (String name : names.stream().limit(MOST).toList()) {
            Matcher range = RANGE.matcher(name);
            if (range.matches()) {
                int last = Math.min(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(1)) + MOST);
                for (int number = Integer.parseInt(range.group(1)); number <= last; number++) {
                    wishes.add(new Wish.Named(vendor, Integer.toString(number)));
                }
            } else if (NAME.matcher(name).matches()) {
                wishes.add(named(vendor, name));
            }
        }
    }

    private static Wish named(String vendor, String name) {
        return name.contains("=")
                ? new Wish.Cdi(name, false)
                : name.equals(ALL) ? new Wish.All(vendor) : new Wish.Named(vendor, name);
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static List<String> texts(JsonNode all) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : all) {
            if (NAME.matcher(one.asText("")).matches()) {
                texts.add(one.asText(""));
            }
        }
        return texts;
    }
}
