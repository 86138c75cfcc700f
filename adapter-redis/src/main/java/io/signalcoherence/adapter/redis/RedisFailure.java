package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells by the driver's types what a failure of the store means to a caller. */
final class RedisFailure {

  private RedisFailure() {}

  /** Whether the store said what is wrong, and so is there. */
  static boolean isAnAnswer(JedisException failure) {
    return failure instanceof JedisDataException;
  }

  /** Whether there was no connection free in time: this says nothing of the store. */
  static boolean isOfThePool(JedisException failure) {
    return failure.getCause() instanceof NoSuchElementException;
  }

  /**
   * The failure in the boundary's terms.
   *
   * @param doing what was being done, for logs
   */
  static InfrastructureException of(JedisException failure, String doing) {
    if (failure instanceof JedisAccessControlException) {
      return new UnavailableException("cache-login-refused", doing, failure);
    }
    if (isAnAnswer(failure)) {
      return new UnavailableException("cache-refused", doing, failure);
    }
    if (isOfThePool(failure)) {
      return new TimedOutException("cache-pool-exhausted", doing, failure);
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SocketTimeoutException) {
        return new TimedOutException("cache-timeout", doing, failure);
      }
    }
    return new UnavailableException("cache-unavailable", doing, failure);
  }

  /** Nothing was asked of the store, since it has not answered lately. */
  static UnavailableException away() {
    return new UnavailableException("cache-away", "no answer lately", null);
  }
}
