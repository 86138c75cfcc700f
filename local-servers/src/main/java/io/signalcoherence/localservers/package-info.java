/**
 * What it takes to run a real server as a child process on a durable folder: who owns the folder,
 * which port it keeps, which of its processes live, how they are started, told and found again.
 *
 * <p>It knows no server by name. The {@code local} packages of the adapters, the launcher's {@code
 * stack} and measurements may depend on it; it depends on the JDK and SLF4J alone. A failure is an
 * {@link java.io.IOException}, which each adapter turns into its own exception in one place; {@link
 * io.signalcoherence.localservers.FolderFault} says it in one line.
 *
 * <p>Methods may be called from any thread unless they say otherwise. What a class here keeps on
 * the disk is readable by its owner alone.
 */
@NullMarked
package io.signalcoherence.localservers;

import org.jspecify.annotations.NullMarked;
