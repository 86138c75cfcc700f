/**
 * The servers that a service can have beside it, real ones, kept by one process on folders of one's
 * own: started together, found by others, ended together.
 */
@NullMarked
package io.signalcoherence.launcher.stack;

import org.jspecify.annotations.NullMarked;
