package io.dockmedic.collectors.event;

/**
 * Which GPU it is. What is not known is empty: what the kernel's log tells of has a place on the bus and no more.
 *
 * @param index  the driver's number for it, -1 when not known; another one after a start of the machine, perhaps
 * @param vendor {@link #NVIDIA} or {@link #AMD}
 * @param pci    where it sits, {@code 0000:18:00.0}; what it is known by
 * @param uuid   {@code GPU-…}; of AMD the driver's {@code unique_id}, which not every GPU has
 * @param model  {@code NVIDIA H100 80GB HBM3}
 */
public record Gpu(int index, String vendor, String pci, String uuid, String model) {
    /** A vendor. */
    public static final String NVIDIA = "nvidia";
    /** Another. */
    public static final String AMD = "amd";

    /** Of which only the place is known. */
    public static Gpu at(String vendor, String pci) {
        return new Gpu(-1, vendor, pci, "", "");
    }

    /** For a person: {@code GPU 0 (NVIDIA H100 80GB HBM3 at 0000:18:00.0)}. */
    public String words() {
        return (index < 0 ? "the GPU" : "GPU " + index) + " (" + (model.isEmpty() ? "" : model + " ") + "at " + pci
                + ")";
    }
}
