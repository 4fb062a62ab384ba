package io.dockmedic.api.doctor.fact;

/**
 * Whether the kernel's log can be read.
 *
 * @param trouble    why not; empty when it can
 * @param restricted {@code kernel.dmesg_restrict}: it is for who may administer the machine
 */
public record KernelLogLook(String trouble, boolean restricted) {}
