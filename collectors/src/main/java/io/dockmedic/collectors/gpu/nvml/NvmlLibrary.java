package io.dockmedic.collectors.gpu.nvml;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * The library, loaded. It is never unloaded: a call that hangs may be in it. What of the functions it has is found
 * once; one that it lacks answers {@link Returned#FUNCTION_NOT_FOUND}. Every call may hang for ever: the caller sees to
 * that. Safe for use by several threads.
 */
final class NvmlLibrary {
    private final Map<NvmlFunction, MethodHandle> bound = new EnumMap<>(NvmlFunction.class);

    @SuppressWarnings("restricted") // Native access is given at the start: deploy/jvm.sh.
    private NvmlLibrary(SymbolLookup symbols) {
        Linker linker = Linker.nativeLinker();
        for (NvmlFunction function : NvmlFunction.values()) {
            symbols.find(function.symbol())
                    .ifPresent(address -> bound.put(function, linker.downcallHandle(address, function.shape())
                            .asSpreader(Object[].class, function.arity())));
        }
    }

    /**
     * Loads it.
     *
     * @param name {@code libnvidia-ml.so.1}, which the system finds, or a path
     * @throws IOException when it cannot be
     */
    @SuppressWarnings("restricted") // The same.
    static NvmlLibrary load(String name) throws IOException {
        try {
            return new NvmlLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException absent) {
            throw new IOException(name + " cannot be loaded", absent);
        }
    }

    boolean has(NvmlFunction function) {
        return bound.containsKey(function);
    }

    /** Calls it. Numbers are of the width that the function says; where it writes is a memory segment. */
    Returned call(NvmlFunction function, Object... arguments) {
        MethodHandle handle = bound.get(function);
        if (handle == null) {
            return Returned.FUNCTION_NOT_FOUND;
        }
        try {
            return Returned.of((int) handle.invokeExact(arguments));
        } catch (Throwable impossible) {
            throw new IllegalStateException(function.symbol() + " cannot be called", impossible);
        }
    }
}
