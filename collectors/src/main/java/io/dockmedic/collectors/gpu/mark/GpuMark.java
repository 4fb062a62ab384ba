package io.dockmedic.collectors.gpu.mark;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That no new work is to go to a GPU, whoever says so: a file, which may be empty. In ours are lines {@code key=value}, each key once.
 *
 * @param name of the file: the GPU's UUID, else its place on the bus
 * @param says what is in it, by its keys, in order
 */
public record GpuMark(String name, Map<String, String> says) {
    private static final String BY = "by";
    private static final String OURS = "dockmedic";
    private static final String UUID = "uuid";
    private static final String PCI = "pci";
    private static final String INDEX = "index";
    private static final String VENDOR = "vendor";
    private static final String SINCE = "since";
    private static final String RULES = "rules";
    private static final String INCIDENTS = "incidents";
    private static final String CONTAINERS = "containers";
    private static final String WHY = "why";

    /** What a file can be called, and a shell takes as it is; no hidden file. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public GpuMark {
        says = Collections.unmodifiableMap(new LinkedHashMap<>(says));
    }

    /**
     * Why one of ours is there.
     *
     * @param since      when the first of the incidents asked for it, as the clock on the wall shows it
     * @param rules      of the incidents
     * @param incidents  that fire, by their ids
     * @param containers that use the GPU, by their names
     * @param why        for a person
     */
    public record Cause(Instant since, List<String> rules, List<String> incidents, List<String> containers,
            String why) {
        public Cause {
            rules = List.copyOf(rules);
            incidents = List.copyOf(incidents);
            containers = List.copyOf(containers);
        }
    }

    /** One of ours, on a GPU that has a {@link #nameOf name}. */
    public static GpuMark of(Gpu gpu, Cause cause) {
        Map<String, String> says = new LinkedHashMap<>();
        says.put(BY, OURS);
        says.put(UUID, gpu.uuid());
        says.put(PCI, gpu.pci());
        says.put(INDEX, gpu.index() < 0 ? "" : Integer.toString(gpu.index()));
        says.put(VENDOR, gpu.vendor());
        says.put(SINCE, cause.since().truncatedTo(ChronoUnit.SECONDS).toString());
        says.put(RULES, String.join(" ", cause.rules()));
        says.put(INCIDENTS, String.join(" ", cause.incidents()));
        says.put(CONTAINERS, String.join(" ", cause.containers()));
        says.put(WHY, cause.why());
        says.replaceAll((key, value) -> CONTROL.matcher(value).replaceAll(" "));
        return new GpuMark(nameOf(gpu).orElse(""), says);
    }

    /** What the file is called; empty where the GPU has neither a UUID nor a place that a file can be called by. */
    public static Optional<String> nameOf(Gpu gpu) {
        return Stream.of(gpu.uuid(), gpu.pci()).filter(name -> NAME.matcher(name).matches()).findFirst();
    }

    /** As it is in a file. Lines that are none of {@code key=value} say nothing. */
    static GpuMark read(String name, String text) {
        Map<String, String> says = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                says.putIfAbsent(line.substring(0, equals).strip(), line.substring(equals + 1));
            }
        });
        return new GpuMark(name, says);
    }

    /** What is in its file. */
    String text() {
        return says.entrySet()
                .stream()
                .map(one -> one.getKey() + "=" + one.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Whether a Dockmedic made it, this one or another; else it is a person's, or another program's, perhaps a copy of one of ours. */
    public boolean ours() {
        return by().equals(OURS) && !incidents().isEmpty() && called();
    }

    /** Whether it has the name that we give to one that says the same. */
    private boolean called() {
        return name.equals(said(UUID)) || name.equals(said(PCI));
    }

    /** Whether it is on that GPU, by its name or by what it says; a copy of one of ours by its name. */
    public boolean on(Gpu gpu) {
        return names(gpu, name, name) || ((called() || !by().equals(OURS)) && names(gpu, said(UUID), said(PCI)));
    }

    private static boolean names(Gpu gpu, String uuid, String pci) {
        return (!gpu.uuid().isEmpty() && gpu.uuid().equalsIgnoreCase(uuid))
                || (!gpu.pci().isEmpty() && gpu.pci().equals(PciAddress.normal(pci)));
    }

    /** The GPU, as far as it says which. */
    public Gpu gpu() {
        String index = said(INDEX);
        return new Gpu(NUMBER.matcher(index).matches() ? Integer.parseInt(index) : -1, said(VENDOR), said(PCI),
                said(UUID), "");
    }

    /** Who made it; empty when it does not say. */
    public String by() {
        return said(BY);
    }

    /** Since when, by the clock on the wall, RFC 3339; empty when it does not say. */
    public String since() {
        return said(SINCE);
    }

    /** For a person; empty when it does not say. */
    public String why() {
        return said(WHY);
    }

    /** The rules for whose incidents it is there. */
    public List<String> rules() {
        return words(RULES);
    }

    /** The incidents for which it is there, by their ids. */
    public List<String> incidents() {
        return words(INCIDENTS);
    }

    /** The containers that use the GPU, by their names. */
    public List<String> containers() {
        return words(CONTAINERS);
    }

    private String said(String key) {
        return says.getOrDefault(key, "");
    }

    private List<String> words(String key) {
        return Stream.of(said(key).split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
