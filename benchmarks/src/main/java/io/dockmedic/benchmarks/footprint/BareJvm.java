package io.dockmedic.benchmarks.footprint;

/** The floor: a JVM that says hello and waits. */
final class BareJvm {
    private BareJvm() {}

    public static void main(String... ignored) throws InterruptedException {
        System.out.println("hello");
        Thread.currentThread().join();
    }
}
