package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.redis.RedisConfig;
import io.signalcoherence.core.cache.CacheSettings;

/** Settings of what is kept to answer reads from, here and shared in Redis. */
enum CacheSetting implements Setting {
  CACHE_SUMS(
      "cache.local-sums",
      Kind.NUMBER,
      CacheSettings.STANDARD.mostSums() + "",
      "Sums of a source and type that this service keeps to answer reads from, about 400 bytes"
          + " each; 0 keeps none, and each read asks the ledger. At most 10000000."),
  CACHE_FRESHNESS(
      "cache.freshness",
      Kind.DURATION,
      Kind.text(CacheSettings.STANDARD.freshness()),
      "Up to which age a score is served as it is, unless the question names a commit; 0s to 1m."),
  CACHE_TTL(
      "cache.ttl",
      Kind.DURATION,
      Kind.text(CacheSettings.STANDARD.ttl()),
      "Up to which age sums are served once the ledger has said that they still stand;"
          + " cache.freshness to 1h."),
  CACHE_JITTER(
      "cache.ttl-jitter-percent",
      Kind.NUMBER,
      CacheSettings.STANDARD.jitterPercent() + "",
      "By how much of cache.ttl sums are read again sooner, by chance; 0 to 90."),
  CACHE_STALE(
      "cache.stale-if-error",
      Kind.DURATION,
      Kind.text(CacheSettings.STANDARD.staleIfError()),
      "How much older than cache.ttl a score may be that is served, marked stale, while the ledger"
          + " can't be read; 0s to 1h."),
  REDIS_URL(
      "redis.url",
      Kind.TEXT,
      "",
      "redis://host:port or rediss://host:port of a Redis 6.2 or newer where all instances share"
          + " what they keep; empty shares nothing."),
  REDIS_USER("redis.user", Kind.TEXT, "", "Its user; empty for the default one."),
  REDIS_PASSWORD("redis.password", Kind.SECRET, "", "Its password."),
  REDIS_PREFIX(
      "redis.key-prefix",
      Kind.TEXT,
      RedisConfig.DEFAULT_KEY_PREFIX,
      "What the names of its keys and channel begin with."),
  REDIS_CONNECTIONS(
      "redis.connections",
      Kind.NUMBER,
      Standard.REDIS.connections() + "",
      "Connections to it at most; 1 to 256."),
  REDIS_MOST_BYTES(
      "redis.most-bytes",
      Kind.SIZE,
      Kind.text(Standard.REDIS.mostBytes()),
      "Sums of one window that take more are not shared; 1KiB to 16MiB."),
  REDIS_CONNECT(
      "redis.deadlines.connect",
      Kind.DURATION,
      Kind.text(Standard.REDIS.deadlines().connect()),
      "How long a connection to it may take; 1ms to 10s."),
  REDIS_READ(
      "redis.deadlines.read",
      Kind.DURATION,
      Kind.text(Standard.REDIS.deadlines().read()),
      "How long one answer of it may take; then it is a miss. 1ms to 10s."),
  REDIS_TOTAL(
      "redis.deadlines.total",
      Kind.DURATION,
      Kind.text(Standard.REDIS.deadlines().total()),
      "How long a whole call of it may take; redis.deadlines.read to 10s.");

  /** Apart, since it is needed while the settings are made. */
  private static final class Standard {
    static final RedisConfig REDIS = RedisConfig.of("redis://127.0.0.1");
  }

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts
  private final Definition definition;

  CacheSetting(String key, Kind kind, String defaultText, String meaning) {
    this.definition = new Definition(key, kind, defaultText, meaning);
  }

  @Override
  public Definition definition() {
    return definition;
  }
}
