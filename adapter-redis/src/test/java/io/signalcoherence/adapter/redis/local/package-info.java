/** Tests of the server on this machine. */
@NullMarked
package io.signalcoherence.adapter.redis.local;

import org.jspecify.annotations.NullMarked;
