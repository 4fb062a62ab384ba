package io.dockmedic.collectors.gpu.asked;

import io.dockmedic.collectors.event.Gpu;

/** One thing that a container asks for of GPUs. */
public sealed interface Wish {
    /** As a person may say it. */
    String words();

    /** Whether it may be NVIDIA's driver that it takes. */
    boolean mayBeNvidia();

    /** One or some of a vendor's. */
    sealed interface OfVendor extends Wish {
        /** Empty: whichever the engine has a driver for. */
        String vendor();

        @Override
        default boolean mayBeNvidia() {
            return vendor().isEmpty() || vendor().equals(Gpu.NVIDIA);
        }
    }

    /**
     * All that there are.
     *
     * @param vendor empty: whichever the engine has a driver for
     */
    record All(String vendor) implements OfVendor {
        @Override
        public String words() {
            return switch (vendor) {
                case Gpu.NVIDIA -> "all GPUs of NVIDIA's";
                case Gpu.AMD -> "all GPUs of AMD's";
                default -> "all GPUs";
            };
        }
    }

    /**
     * So many. The engine takes the first ones, by the driver's numbers.
     *
     * @param vendor empty: whichever the engine has a driver for
     */
    record First(String vendor, int count) implements OfVendor {
        @Override
        public String words() {
            return count == 1 ? "one GPU" : count + " GPUs";
        }
    }

    /**
     * One, or a part of one.
     *
     * @param vendor empty: whichever the engine has a driver for
     * @param name   its number, UUID or place on the bus; of a part {@code 0:1} or {@code MIG-…}
     */
    record Named(String vendor, String name) implements OfVendor {
        @Override
        public String words() {
            return name.matches("\\d+") ? "GPU " + name : name;
        }
    }

    /**
     * A device of CDI.
     *
     * @param name   {@code nvidia.com/gpu=0}
     * @param engine whether the engine looks it up among those that it has found; else the vendor's runtime does, which
     *               knows others
     */
    record Cdi(String name, boolean engine) implements Wish {
        @Override
        public boolean mayBeNvidia() {
            return name.startsWith(Gpu.NVIDIA);
        }

        @Override
        public String words() {
            return name;
        }
    }

    /** @param path of a GPU's file, {@code /dev/nvidia0} or {@code /dev/dri/renderD128}; {@code /dev/dri} for all */
    record Device(String path) implements Wish {
        @Override
        public boolean mayBeNvidia() {
            return path.startsWith("/dev/nvidia");
        }

        @Override
        public String words() {
            return path;
        }
    }
}
