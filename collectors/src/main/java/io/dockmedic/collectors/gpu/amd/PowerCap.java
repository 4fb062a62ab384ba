package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.amd.Told.GoneException;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerAnswer.Why;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a GPU may draw, by {@code power1_cap} and its companions in {@code hwmon}, in microwatts. The driver counts in whole watts,
 * and remembers what was set for as long as it is loaded. Processors' own parts have none of these, as a rule; older kernels do
 * not say what is usual.
 */
final class PowerCap {
    private static final String CAP = "power1_cap";
    private static final long MICRO_IN_MILLI = 1_000;
    private static final long MICRO = 1_000_000;
    private static final long MOST = 10_000 * MICRO;
    /** Errors that come before anything is set, as the system's words for them end. */
    private static final Map<String, Why> NOTHING_SET = Map.of(
            "Invalid argument", Why.OUT_OF_RANGE,
            "Read-only file system", Why.DENIED,
            "Permission denied", Why.DENIED,
            "Operation not permitted", Why.DENIED,
            "Device or resource busy", Why.NOT_NOW,
            "No such device", Why.GONE);

    private PowerCap() {}

    /**
     * Sets it, where it is to be set, and reads it.
     *
     * @param hwmon      the folder, below the device's
     * @param milliwatts 0 to leave it as it is
     */
    static PowerAnswer ask(Told told, String hwmon, long milliwatts) throws GoneException {
        if (milliwatts > 0) {
            try {
                // Of part of a watt nothing is kept.
                told.tell(hwmon + CAP, Long.toString(milliwatts * MICRO_IN_MILLI));
            } catch (AccessDeniedException denied) {
                return new PowerAnswer.Refused(Why.DENIED, CAP + ": only root may write to it");
            } catch (NoSuchFileException none) {
                return new PowerAnswer.Refused(Why.NOT_SUPPORTED, "it has no " + CAP);
            } catch (IOException e) {
                return notTaken(String.valueOf(e.getMessage()));
            }
        }
        Optional<PowerLimit> read = read(told, hwmon);
        return read.<PowerAnswer>map(PowerAnswer.Told::new)
                .orElseGet(() -> milliwatts > 0
                        ? new PowerAnswer.Unknown("it was set, and cannot be read")
                        : new PowerAnswer.Refused(Why.NOT_SUPPORTED,
                                "it does not say what it may draw, and what it usually may"));
    }

    /**
     * The driver says the first of what is out of range, and of all where the GPU is a virtual one. Of an error that is none of
     * these it is not known how far it came: the GPU's controller may have been told, and may not have answered.
     */
    private static PowerAnswer notTaken(String reason) {
        String words = CAP + ": " + reason;
        return NOTHING_SET.entrySet()
                .stream()
                .filter(error -> reason.endsWith(error.getKey()))
                .findFirst()
                .<PowerAnswer>map(error -> new PowerAnswer.Refused(error.getValue(), words))
                .orElseGet(() -> new PowerAnswer.Unknown(words));
    }

    private static Optional<PowerLimit> read(Told told, String hwmon) throws GoneException {
        OptionalLong now = told.number(hwmon + CAP, MOST);
        OptionalLong most = told.number(hwmon + CAP + "_max", MOST);
        OptionalLong usual = told.number(hwmon + CAP + "_default", MOST);
        long least = told.number(hwmon + CAP + "_min", MOST).orElse(0);
        return now.orElse(0) > 0 && most.orElse(0) > 0 && usual.orElse(0) > 0
                ? Optional.of(new PowerLimit(now.getAsLong() / MICRO_IN_MILLI, least / MICRO_IN_MILLI,
                        most.getAsLong() / MICRO_IN_MILLI, usual.getAsLong() / MICRO_IN_MILLI))
                : Optional.empty();
    }
}
