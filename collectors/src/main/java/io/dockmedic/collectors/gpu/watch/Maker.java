package io.dockmedic.collectors.gpu.watch;

import java.util.Set;

/** Who makes GPUs, and how one of theirs is known on the PCI bus. */
enum Maker {
    /** VGA controllers, 3D controllers and other displays. */
    NVIDIA("0x10de"),
    /**
     * Besides displays, processing accelerators: that is what Instinct MI300 and later are. Not what another driver than
     * {@code amdgpu} has ({@code radeon}, the one before it, or {@code gim}, which divides one among virtual machines), nor the
     * display chips on the boards of older servers, which nothing computes on.
     */
    AMD("0x1002");

    private static final String DISPLAY = "0x03";
    private static final String ACCELERATOR = "0x12";
    private static final Set<String> DRIVERS = Set.of("", "amdgpu");
    /** ES1000 and Rage XL. */
    private static final Set<String> DISPLAYS_ONLY = Set.of("0x515e", "0x5969", "0x4752", "0x4753");

    private final String id;

    Maker(String id) {
        this.id = id;
    }

    /** The maker's number on the bus. */
    String id() {
        return id;
    }

    /**
     * Whether a device of the maker's is a GPU to look after.
     *
     * @param kind   the device's class, {@code 0x030000}
     * @param device its number
     * @param driver what drives it; empty where nothing does
     */
    boolean is(String kind, String device, String driver) {
        return switch (this) {
            case NVIDIA -> kind.startsWith(DISPLAY);
            case AMD -> (kind.startsWith(DISPLAY) || kind.startsWith(ACCELERATOR)) && !DISPLAYS_ONLY.contains(device)
                    && DRIVERS.contains(driver);
        };
    }
}
