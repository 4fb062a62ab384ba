package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** What happens to GPUs, in words that no vendor owns. */
public sealed interface GpuEvent extends Event {
    /**
     * A GPU was read.
     *
     * @param gpu                also the subject, by its place on the bus
     * @param state              how it answers
     * @param cure               what its driver says it needs; else what its last fault or its memory's repairs need
     * @param why                what speaks for that cure, for a person; empty when none is needed
     * @param utilizationPercent of the time, something ran on it
     * @param memoryUsedBytes    of its own memory
     * @param memoryBytes        of its own memory, in all
     * @param temperature        in degrees Celsius
     * @param watts              that it draws
     * @param slowdown           what slows it down to protect it, words with a space between: {@code hw_thermal},
     *                           {@code sw_thermal}, {@code hw_power_brake}, {@code hw_slowdown}
     * @param services           keys of services whose containers use it, with a space between
     * @param wattsLimit         that it may draw
     * @param errorsCorrected    of its memory, since the driver was loaded; of AMD's our own sum; -1 when not told
     * @param given              keys of services whose containers were given it and are not seen to use it, with a space
     *                           between
     * @param temperatureLimit   at which it is slowed down, in degrees Celsius; 0 when not told
     * @param clocks             why its clocks are not as high as they could be, words with a space between, most of which
     *                           are nothing amiss: {@code gpu_idle}, {@code power_cap}; empty when nothing keeps them down, or
     *                           it is not told
     * @param memoryFreeBytes    of its own memory, that programs can still have; -1 when not told
     * @param holders            who has how much of its memory, for a person, most first; empty when nobody has any, or it is not
     *                           told
     * @param usersUnknown       whether others may use it than {@code services}: its driver does not say
     */
    record Sampled(
            Instant at, String host, Origin origin, Gpu gpu, GpuState state, Cure cure, String why,
            int utilizationPercent, long memoryUsedBytes, long memoryBytes, int temperature, int watts, String slowdown,
            String services, int wattsLimit, long errorsCorrected, String given,
            int temperatureLimit, String clocks, long memoryFreeBytes, String holders,
            boolean usersUnknown) implements GpuEvent {
        public static final String KIND = "gpu.sample";

        /**
         * Journals from before there was {@code given} have none, nor {@code clocks} and {@code holders}; their limit of
         * temperature is 0.
         */
        public Sampled {
            given = Objects.requireNonNullElse(given, "");
            clocks = Objects.requireNonNullElse(clocks, "");
            holders = Objects.requireNonNullElse(holders, "");
        }

        /** Of one that nobody was given who does not use it. */
        public Sampled(Instant at, String host, Origin origin, Gpu gpu, GpuState state, Cure cure, String why,
                int utilizationPercent, long memoryUsedBytes, long memoryBytes, int temperature, int watts,
                String slowdown, String services, int wattsLimit, long errorsCorrected) {
            this(at, host, origin, gpu, state, cure, why, utilizationPercent, memoryUsedBytes, memoryBytes, temperature,
                    watts, slowdown, services, wattsLimit, errorsCorrected, "", 0, "", -1, "", false);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String subject() {
            return gpu.pci();
        }

        @Override
        public String summary() {
            return state == GpuState.OK
                    ? gpu.words() + " is used " + utilizationPercent + " % of the time, has " + memoryUsedBytes + " of "
                            + memoryBytes + " bytes in use, " + temperature + " °C and " + watts + " W"
                            + (slowdown.isEmpty() ? "" : "; slowed down by " + slowdown)
                            + (why.isEmpty() ? "" : "; " + why)
                    : gpu.words() + " is " + state.word() + ": " + why;
        }
    }

    /**
     * A GPU or its driver told of a fault. The first of a GPU, code and cure is an event at once; those that follow within a
     * minute are the next one together, and after a minute without one of that code there is {@link Quiet}.
     *
     * @param gpu      also the subject, by its place on the bus
     * @param code     of NVIDIA the XID; of AMD, whose driver has no numbers, the catalogue's
     * @param name     the catalogue's name for it
     * @param meaning  for a person
     * @param cure     what helps against it
     * @param text     the kernel's own words; empty when only the driver's library told
     * @param user     whose process it was; its name empty and its number 0 when not told and not one container's alone
     * @param services keys of services whose containers use the GPU, with a space between
     * @param count    of them since the event before of this GPU, code and cure
     * @param before   what was read of the GPU in the minute before, for a person, with a semicolon between; may be empty
     * @param given    keys of services whose containers were given it and are not seen to use it, with a space between
     * @param usersUnknown whether others may use it than {@code services}: its driver does not say, or nobody asked it
     */
    record Fault(
            Instant at, String host, Origin origin, Gpu gpu, int code, String name, String meaning, Cure cure,
            String text, Victim user, String services, int count, String before, String given,
            boolean usersUnknown) implements GpuEvent {
        public static final String KIND = "gpu.fault";

        /** Journals from before there was {@code before}, or {@code given}, have none. */
        public Fault {
            before = Objects.requireNonNullElse(before, "");
            given = Objects.requireNonNullElse(given, "");
        }

        /** Of a GPU that nobody was given who does not use it. */
        public Fault(Instant at, String host, Origin origin, Gpu gpu, int code, String name, String meaning, Cure cure,
                String text, Victim user, String services, int count, String before) {
            this(at, host, origin, gpu, code, name, meaning, cure, text, user, services, count, before, "", false);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return gpu.pci();
        }

        @Override
        public String summary() {
            return gpu.words() + " has fault " + code + " (" + meaning + ")"
                    + (user.service().isEmpty() ? "" : " of " + user.service())
                    + (text.isEmpty() ? "" : ": " + text);
        }
    }

    /**
     * For a minute there was no fault of that code; or the GPU is gone.
     *
     * @param gpu  the same as of the events before
     * @param code {@link #GONE} where it is not there any more
     */
    record Quiet(Instant at, String host, Origin origin, Gpu gpu, int code) implements GpuEvent {
        public static final String KIND = "gpu.quiet";
        /** The driver does not have the GPU any more, nor has the bus. */
        public static final int GONE = 0;

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return gpu.pci();
        }

        @Override
        public String summary() {
            return code == GONE
                    ? gpu.words() + " is not there any more"
                    : "no fault " + code + " of " + gpu.words() + " for a minute";
        }
    }

    /**
     * A vendor's driver was asked for the machine's GPUs.
     *
     * @param vendor   also the subject
     * @param state    how it answers
     * @param why      for a person; empty when it answers
     * @param gpus     that it knows
     * @param onBus    of this vendor, that the kernel sees on the bus; 0 where that cannot be seen
     * @param expected how many there should be, as the owner says; else 0
     * @param booting  whether the machine started only just now, so that what is not there may be late
     */
    record DriverSampled(
            Instant at, String host, Origin origin, String vendor, GpuDriverState state, String why, int gpus,
            int onBus, int expected, boolean booting) implements GpuEvent {
        public static final String KIND = "gpu.driver";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String subject() {
            return vendor;
        }

        @Override
        public Set<String> pauses() {
            return state == GpuDriverState.RELEASED ? Set.of(Sampled.KIND, KIND) : Set.of();
        }

        @Override
        public String summary() {
            return "the driver of " + vendor + " is " + state.word() + (why.isEmpty() ? "" : ": " + why) + "; it knows "
                    + gpus + " GPUs, on the bus are " + onBus + (expected > 0 ? ", expected " + expected : "");
        }
    }
}
