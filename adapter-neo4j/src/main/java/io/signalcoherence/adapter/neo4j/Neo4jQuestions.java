package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.adapter.neo4j.GraphLink.Call;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.GraphQuestions;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Asks the graph. */
final class Neo4jQuestions implements GraphQuestions {

  /**
   * Sums by source. Cypher's integers have 64 bits and stop the query where they would overflow: a
   * product of weight and value has up to 70, so it is added up in parts of at most 30.
   */
  private static final String SUMS =
      """
      MATCH (o:Source {tenant: $tenant})
      MATCH (s:Signal) WHERE s.tenant = $tenant AND s.source = o.id AND s.ts >= $from AND s.ts < $to
      WITH o.id AS source, s.weight AS w,
        (s.weight / 1000000) * s.value AS high, (s.weight % 1000000) * s.value AS low
      RETURN source, count(*) AS count, sum(w / 1000000) AS weights, sum(w % 1000000) AS weightRest,
        sum(high / 1000000) AS e12, sum(high % 1000000) + sum(low / 1000000) AS e6,
        sum(low % 1000000) AS e0
      """;

  private static final String SINCE =
      """
      MATCH (s:Signal)
      WHERE s.tenant = $tenant AND s.source = $source AND s.ts >= $from AND s.ts < $to
      WITH coalesce(max(CASE WHEN ($above AND s.value < $edge) OR (NOT $above AND s.value > $edge)
        THEN s.ts END), $from - 1) AS agreed
      MATCH (s:Signal)
      WHERE s.tenant = $tenant AND s.source = $source AND s.ts > agreed AND s.ts < $to
      RETURN min(s.ts) AS since
      """;

  private static final String ADMITTED =
      """
      MATCH (s:Signal {admission: $admission})-[:CAME_BY]->(q:Request)
      WHERE s.tenant = $tenant
      RETURN s.source AS source, q.key AS request, \
      """
          + SignalNodes.COLUMNS;

  private static final String OTHERS =
      """
      MATCH (q:Request {tenant: $tenant, key: $request})<-[:CAME_BY]-(s:Signal)
      WHERE s.admission <> $admission
      WITH s, q ORDER BY s.source, s.id, s.ts LIMIT $most
      RETURN s.source AS source, \
      """
          + SignalNodes.COLUMNS;

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final GraphLink link;
  private final Deadlines deadlines;

  Neo4jQuestions(GraphLink link, Deadlines deadlines) {
    this.link = link;
    this.deadlines = deadlines;
  }

  @Override
  public List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold) {
    Dissenter.requireThreshold(threshold);
    Map<String, Object> asked =
        Map.of(
            "tenant", tenant.value(),
            "from", SignalNodes.micros(window.from()),
            "to", SignalNodes.micros(window.to()));
    return link.call(
        question("ask who dissents"),
        transaction ->
            Dissenter.among(sums(transaction, asked), threshold).stream()
                .map(dissenter -> dissenter.since(since(transaction, asked, dissenter)))
                .toList());
  }

  private static Map<SourceId, Sums> sums(GraphTransaction transaction, Map<String, Object> asked) {
    Map<SourceId, Sums> sums = new TreeMap<>();
    for (Record found : transaction.run(SUMS, asked)) {
      BigInteger weight = joined(found.get("weights"), found.get("weightRest"));
      BigInteger high = joined(found.get("e12"), found.get("e6"));
      BigInteger weightedValue = high.multiply(MILLION).add(whole(found.get("e0")));
      // what is asked needs no squares
      sums.put(
          new SourceId(found.get("source").asString()),
          new Sums(found.get("count").asLong(), weight, weightedValue, BigInteger.ZERO));
    }
    return sums;
  }

  private static BigInteger joined(Value millions, Value rest) {
    return whole(millions).multiply(MILLION).add(whole(rest));
  }

  private static BigInteger whole(Value number) {
    return BigInteger.valueOf(number.asLong());
  }

  private static Optional<EventTime> since(
      GraphTransaction transaction, Map<String, Object> asked, Dissenter dissenter) {
    Map<String, Object> more = new HashMap<>(asked);
    more.put("source", dissenter.source().value());
    more.put("above", dissenter.above());
    more.put("edge", dissenter.edge().billionths());
    Value since = transaction.run(SINCE, more).get(0).get("since");
    return since.isNull() ? Optional.empty() : Optional.of(SignalNodes.time(since.asLong()));
  }

  @Override
  public Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most) {
    Map<String, Object> asked = new HashMap<>();
    asked.put("tenant", tenant.value());
    asked.put("admission", admission.toString());
    asked.put("most", most + 1L);
    return link.call(
        question("ask for a trail"),
        transaction -> {
          List<Record> found = transaction.run(ADMITTED, asked);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          asked.put("request", found.get(0).get("request").asString());
          List<ProjectedSignal> others =
              transaction.run(OTHERS, asked).stream().map(other -> read(tenant, other)).toList();
          boolean more = others.size() > most;
          return Optional.of(
              new Trail(read(tenant, found.get(0)), more ? others.subList(0, most) : others, more));
        });
  }

  private static ProjectedSignal read(TenantId tenant, Record found) {
    return SignalNodes.read(tenant, found.get("source").asString(), found);
  }

  private Call question(String doing) {
    return new Call(doing, AccessMode.READ, deadlines.question());
  }
}
