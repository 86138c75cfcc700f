/** Tests of what may be done with readings that were kept. */
@NullMarked
package io.signalcoherence.core.cache;

import org.jspecify.annotations.NullMarked;
