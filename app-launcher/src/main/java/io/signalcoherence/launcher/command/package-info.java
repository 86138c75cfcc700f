/**
 * The command line: one class a command. Depends on all other packages of the launcher; nothing
 * depends on it.
 */
@NullMarked
package io.signalcoherence.launcher.command;

import org.jspecify.annotations.NullMarked;
