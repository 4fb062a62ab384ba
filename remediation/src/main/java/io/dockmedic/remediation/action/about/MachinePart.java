package io.dockmedic.remediation.action.about;

/** Names of parts of the machine: what is about the same part is done one after the other, whatever it is. */
public final class MachinePart {
    private MachinePart() {}

    /**
     * A GPU.
     *
     * @param pci where it sits
     */
    public static String gpu(String pci) {
        return "gpu " + pci;
    }
}
