/** Tests of the shared readings, against a real server. */
@NullMarked
package io.signalcoherence.adapter.redis;

import org.jspecify.annotations.NullMarked;
