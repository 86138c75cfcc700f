/**
 * What the threads of a server take of the heap, for tests of this module and of those above it.
 */
@NullMarked
package io.signalcoherence.adapter.http.memory;

import org.jspecify.annotations.NullMarked;
