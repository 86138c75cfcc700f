/**
 * Keeps readings in Redis, where all instances find them, and tells all of them of changes. Depends
 * on the ports and on Jedis; only the launcher, measurements and tests depend on it.
 */
@NullMarked
package io.signalcoherence.adapter.redis;

import org.jspecify.annotations.NullMarked;
