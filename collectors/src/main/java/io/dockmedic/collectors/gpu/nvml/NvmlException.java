package io.dockmedic.collectors.gpu.nvml;

/** The library answers with an error that ends what was asked. */
final class NvmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Returned returned;

    NvmlException(NvmlFunction function, Returned returned) {
        super(function.symbol() + ": " + returned.words());
        this.returned = returned;
    }

    Returned returned() {
        return returned;
    }
}
