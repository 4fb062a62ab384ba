package io.dockmedic.collectors.gpu.watch;

/** Somebody else has the GPUs, whose release is not to be touched; why, for a person. */
public final class TakenException extends Exception {
    private static final long serialVersionUID = 1L;

    public TakenException(String why) {
        super(why);
    }
}
