/** The catalogue of bad input and the test that sends it. May depend on what the launcher wires. */
@NullMarked
package io.signalcoherence.launcher.badinput;

import org.jspecify.annotations.NullMarked;
