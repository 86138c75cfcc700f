package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.model.SignalKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Folds what came into one claimant a key, since a key is claimed once a group. The first to come
 * claims; the others follow it and are judged by whoever holds the key once the claim is answered.
 * Pure.
 */
public final class GroupFold {

  private GroupFold() {}

  /**
   * Folds.
   *
   * @param arrivals what came, in the order it came
   * @param key tells the key of each
   * @return one claimant a key, in the order of the keys
   */
  public static <T> List<Claimant<T>> fold(List<T> arrivals, Function<T, SignalKey> key) {
    TreeMap<SignalKey, List<T>> byKey = new TreeMap<>();
    for (T arrival : arrivals) {
      byKey.computeIfAbsent(key.apply(arrival), unused -> new ArrayList<>(1)).add(arrival);
    }
    return byKey.values().stream()
        .map(same -> new Claimant<>(same.get(0), same.subList(1, same.size())))
        .toList();
  }

  /**
   * One that claims its key for all that have it.
   *
   * @param first who claims
   * @param followers who came later with the same key, in the order they came
   */
  public record Claimant<T>(T first, List<T> followers) {
    /** Copies the followers. */
    public Claimant {
      followers = List.copyOf(followers);
    }
  }
}
