package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** What goes wrong in a {@code drill fault}: with which server, and what. */
enum Outage {
  POSTGRES_DISK_FULL(Server.POSTGRES, Kind.DISK_FULL),
  POSTGRES_FROZEN(Server.POSTGRES, Kind.FROZEN),
  POSTGRES_SLOW(Server.POSTGRES, Kind.SLOW),
  POSTGRES_BLACK_HOLE(Server.POSTGRES, Kind.BLACK_HOLE),
  POSTGRES_CUT(Server.POSTGRES, Kind.CUT),
  POSTGRES_EXHAUSTED(Server.POSTGRES, Kind.EXHAUSTED),
  POSTGRES_KILLED(Server.POSTGRES, Kind.KILLED),
  REDIS_KILLED(Server.REDIS, Kind.KILLED),
  REDIS_FROZEN(Server.REDIS, Kind.FROZEN),
  REDIS_SLOW(Server.REDIS, Kind.SLOW),
  REDIS_CUT(Server.REDIS, Kind.CUT),
  REDIS_BLACK_HOLE(Server.REDIS, Kind.BLACK_HOLE),
  REDIS_FLUSHED(Server.REDIS, Kind.FLUSHED),
  REDIS_FULL(Server.REDIS, Kind.FULL),
  NEO4J_KILLED(Server.NEO4J, Kind.KILLED),
  NEO4J_FROZEN(Server.NEO4J, Kind.FROZEN),
  NEO4J_SLOW(Server.NEO4J, Kind.SLOW),
  NEO4J_CUT(Server.NEO4J, Kind.CUT),
  NEO4J_BLACK_HOLE(Server.NEO4J, Kind.BLACK_HOLE),
  KAFKA_KILLED(Server.KAFKA, Kind.KILLED),
  KAFKA_FROZEN(Server.KAFKA, Kind.FROZEN),
  KAFKA_SLOW(Server.KAFKA, Kind.SLOW),
  KAFKA_CUT(Server.KAFKA, Kind.CUT),
  KAFKA_BLACK_HOLE(Server.KAFKA, Kind.BLACK_HOLE);

  private static final String ALL = "all";

  private final Server server;
  private final Kind kind;

  /** What can go wrong with a server. */
  enum Kind {
    /** Its folder lies on a small file system of its own, which a ballast file fills. */
    DISK_FULL,
    /** SIGSTOP of all its processes: connections stay open, nothing is answered. */
    FROZEN,
    /** What is sent is late, in both directions. */
    SLOW,
    /** The network keeps everything and closes nothing. */
    BLACK_HOLE,
    /** The network closes every connection and refuses new ones. */
    CUT,
    /** Another client takes every connection that is left, and locks what is needed. */
    EXHAUSTED,
    /** SIGKILL of all its processes; started again at the end. */
    KILLED,
    /** All that it holds is deleted, once. */
    FLUSHED,
    /** It takes nothing more. */
    FULL
  }

  Outage(Server server, Kind kind) {
    this.server = server;
    this.kind = kind;
  }

  Server server() {
    return server;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the service can go on by itself: it is another server than the ledger's. */
  boolean isBeside() {
    return server != Server.POSTGRES;
  }

  /** Whether nothing can be appended meanwhile, so that the service must say it is not ready. */
  boolean stopsLedger() {
    return server == Server.POSTGRES && kind != Kind.SLOW;
  }

  /** Whether a server beside the ledger answers nothing meanwhile, which must be told. */
  boolean isAway() {
    return isBeside()
        && switch (kind) {
          case FROZEN, BLACK_HOLE, CUT, KILLED -> true;
          case DISK_FULL, SLOW, EXHAUSTED, FLUSHED, FULL -> false;
        };
  }

  /** Whether metrics and an alert must tell of it. */
  boolean isTold() {
    return isAway() || kind == Kind.FULL;
  }

  /** As on the command line. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Those that names on the command line mean, each once.
   *
   * @param names their own, those of servers for all of these, or {@code all}
   */
  static List<Outage> named(List<String> names) {
    Set<Outage> found = new LinkedHashSet<>();
    for (String name : names) {
      found.addAll(named(name));
    }
    return List.copyOf(found);
  }

  private static List<Outage> named(String name) {
    List<Outage> found = new ArrayList<>();
    StringJoiner names = new StringJoiner(", ", ALL + ", postgres, redis, neo4j, kafka, ", "");
    for (Outage outage : values()) {
      names.add(outage.wireName());
      if (List.of(ALL, outage.server.wireName(), outage.wireName()).contains(name)) {
        found.add(outage);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("fault: " + name + " (expected: " + names + ")");
    }
    return found;
  }
}
