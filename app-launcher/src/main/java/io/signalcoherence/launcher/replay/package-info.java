/**
 * Recorded signals, sent again: reading of files, shifting of their times, and progress that
 * survives a crash. Depends on the ports alone.
 */
@NullMarked
package io.signalcoherence.launcher.replay;

import org.jspecify.annotations.NullMarked;
