package io.dockmedic.collectors.gpu.nvml;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The library, loaded, until it is {@link #close}d. What of the functions it has is found
 * once; one that it lacks answers {@link Returned#FUNCTION_NOT_FOUND}. Every call may hang for ever: the caller sees to
 * that. Safe for use by several threads.
 */
final class NvmlLibrary {
    private final Map<NvmlFunction, MethodHandle> bound = new EnumMap<>(NvmlFunction.class);
    private final Map<Thread, NvmlFunction> calls = new ConcurrentHashMap<>();
    private final Arena arena = Arena.ofShared();
    private final String file;

    @SuppressWarnings("restricted") // Native access is given at the start: deploy/jvm.sh.
    private NvmlLibrary(String name) throws IOException {
        try {
            bind(SymbolLookup.libraryLookup(name, arena));
            file = Mapped.file(name);
        } catch (IllegalArgumentException absent) {
            arena.close();
            throw new IOException(name + " cannot be loaded", absent);
        }
    }

    @SuppressWarnings("restricted") // The same.
    private void bind(SymbolLookup symbols) {
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
    static NvmlLibrary load(String name) throws IOException {
        return new NvmlLibrary(name);
    }

    /** From which it was loaded; empty where that cannot be seen. */
    String file() {
        return file;
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
        calls.put(Thread.currentThread(), function);
        try {
            return Returned.of((int) handle.invokeExact(arguments));
        } catch (Throwable impossible) {
            throw new IllegalStateException(function.symbol() + " cannot be called", impossible);
        } finally {
            calls.remove(Thread.currentThread());
        }
    }

    /** What that thread calls, now; empty when nothing. May be asked from any thread. */
    String in(Thread thread) {
        NvmlFunction function = calls.get(thread);
        return function == null ? "" : function.symbol();
    }

    /** Unloads it, so that the next one loaded is that on disk. Not while a call is in it. */
    void close() {
        arena.close();
    }
}
