/**
 * The kernel's own log, {@code /dev/kmsg}: memory that ran out, devices and file systems that fail, processes that hang.
 *
 * <p>A line is the kernel's when its facility is 0. Whoever writes to the device gets another one: the kernel sees to that,
 * so no process can pose as it. Inside a line of the kernel there are names that processes choose (up to 15 characters);
 * each kind is therefore known by how its whole line is built, from its beginning, and what the kernel writes after such a name
 * is read from the end.
 */
@NullMarked
package io.dockmedic.collectors.host.kernel;

import org.jspecify.annotations.NullMarked;
