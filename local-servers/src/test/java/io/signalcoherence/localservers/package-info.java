/** Tests of what servers on this machine have in common, with processes that are no servers. */
@NullMarked
package io.signalcoherence.localservers;

import org.jspecify.annotations.NullMarked;
