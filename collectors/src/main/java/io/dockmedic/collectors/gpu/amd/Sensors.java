package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.amd.Told.GoneException;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The GPU's part of {@code hwmon}, in the units that the kernel documents for it: thousandths of a degree, microwatts, hertz,
 * turns a minute.
 */
final class Sensors {
    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    /** Above it a temperature stands for "not supported": 65535 degrees, mostly. */
    private static final long HOTTEST = 200 * THOUSAND;
    private static final long MOST_MICROWATTS = 10_000 * MILLION;
    private static final long MOST_HERTZ = 20_000 * MILLION;
    private static final long MOST_TURNS = 0xFFFE;
    private static final int PERCENT = 100;
    private static final int NUMBER_OF_SENSORS = 3;

    /** A sensor of heat, by the name that the driver gives it. */
    private record Heat(String label, Quantity now, Quantity limit, Quantity end) {}

    private static final List<Heat> HEAT = List.of(
            new Heat("edge", Quantity.TEMPERATURE, Quantity.TEMPERATURE_LIMIT, Quantity.TEMPERATURE_END),
            new Heat("junction", Quantity.HOTSPOT_TEMPERATURE, Quantity.HOTSPOT_TEMPERATURE_LIMIT,
                    Quantity.HOTSPOT_TEMPERATURE_END),
            new Heat("mem", Quantity.MEMORY_TEMPERATURE, Quantity.MEMORY_TEMPERATURE_LIMIT,
                    Quantity.MEMORY_TEMPERATURE_END));

    private Sensors() {}

    /**
     * Reads them.
     *
     * @param hwmon the folder, below the device's
     */
    static void read(Told told, String hwmon, Map<Quantity, Long> values) throws GoneException {
        heat(told, hwmon, values);
        OptionalLong average = told.number(hwmon + "power1_average", MOST_MICROWATTS);
        put(values, Quantity.POWER,
                average.isPresent() ? average : told.number(hwmon + "power1_input", MOST_MICROWATTS), THOUSAND);
        told.number(hwmon + "power1_cap", MOST_MICROWATTS)
                .stream()
                .filter(cap -> cap > 0)
                .forEach(cap -> values.put(Quantity.POWER_LIMIT, cap / THOUSAND));
        put(values, Quantity.SM_CLOCK, told.number(hwmon + "freq1_input", MOST_HERTZ), MILLION);
        put(values, Quantity.MEMORY_CLOCK, told.number(hwmon + "freq2_input", MOST_HERTZ), MILLION);
        put(values, Quantity.FAN_TURNS, told.number(hwmon + "fan1_input", MOST_TURNS), 1);
        OptionalLong most = told.number(hwmon + "pwm1_max", MOST_TURNS);
        if (most.isPresent() && most.getAsLong() > 0) {
            told.number(hwmon + "pwm1", most.getAsLong())
                    .ifPresent(now -> values.put(Quantity.FAN, now * PERCENT / most.getAsLong()));
        }
    }

    private static void heat(Told told, String hwmon, Map<Quantity, Long> values) throws GoneException {
        for (int sensor = 1; sensor <= NUMBER_OF_SENSORS; sensor++) {
            String file = hwmon + "temp" + sensor;
            String label = told.text(file + "_label");
            for (Heat one : HEAT) {
                if (one.label().equals(label)) {
                    put(values, one.now(), told.number(file + "_input", HOTTEST), THOUSAND);
                    put(values, one.limit(), told.number(file + "_crit", HOTTEST), THOUSAND);
                    put(values, one.end(), told.number(file + "_emergency", HOTTEST), THOUSAND);
                }
            }
        }
        // Instinct cards have no sensor at the edge.
        Long hottest = values.get(Quantity.HOTSPOT_TEMPERATURE);
        if (hottest != null) {
            values.putIfAbsent(Quantity.TEMPERATURE, hottest);
        }
    }

    /** Where a sensor is at the limit at which the hardware slows the GPU down. */
    static Set<Slowdown> slowdown(Map<Quantity, Long> values) {
        boolean hot = HEAT.stream().anyMatch(one -> {
            long limit = values.getOrDefault(one.limit(), 0L);
            return limit > 0 && values.getOrDefault(one.now(), 0L) >= limit;
        });
        return hot ? EnumSet.of(Slowdown.HW_THERMAL) : EnumSet.noneOf(Slowdown.class);
    }

    private static void put(Map<Quantity, Long> values, Quantity quantity, OptionalLong told, long unit) {
        told.ifPresent(value -> values.put(quantity, value / unit));
    }
}
