package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The files that tell a broker how to run; written anew at each start. */
final class BrokerSettings {

  /** One machine, one copy of everything. */
  private static final Map<String, String> ALONE =
      Map.of(
          "process.roles", "broker,controller",
          "node.id", "1",
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1");

  /**
   * Ready again 3 s after a crash: the controller, which is the same process, waits that long for
   * the session of the broker that died.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "broker.session.timeout.ms", "1500",
          "broker.heartbeat.interval.ms", "300",
          "group.initial.rebalance.delay.ms", "0");

  private static final Map<String, String> SMALL =
      Map.of("log.cleaner.dedupe.buffer.size", "4194304", "auto.create.topics.enable", "false");

  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC");

  private static final String LOG =
      """
      status=error
      shutdownHook=disable
      appender.file.type=RollingFile
      appender.file.name=file
      appender.file.fileName=${sys:signalcoherence.log}
      appender.file.filePattern=${sys:signalcoherence.log}.%i
      appender.file.layout.type=PatternLayout
      appender.file.layout.pattern=[%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}] %p %m (%c)%n
      appender.file.policies.type=Policies
      appender.file.policies.size.type=SizeBasedTriggeringPolicy
      appender.file.policies.size.size=10MB
      appender.file.strategy.type=DefaultRolloverStrategy
      appender.file.strategy.max=5
      rootLogger.level=info
      rootLogger.appenderRef.file.ref=file
      """;

  private BrokerSettings() {}

  /** Writes all files for a run on these ports, with data at this place. */
  static void write(BrokerFolder folder, LocalKafkaConfig config, BrokerPorts ports, Path data)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(of(config, ports, data));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.replace(folder.settings(), text.toString());
    PrivateFiles.replace(folder.logSettings(), LOG);
    PrivateFiles.replace(folder.javaArguments(), javaArguments(folder, config.program()));
  }

  private static Map<String, String> of(LocalKafkaConfig config, BrokerPorts ports, Path data) {
    String controller = LoopbackPort.HOST + ":" + ports.controller();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(ALONE);
    settings.putAll(QUICK);
    settings.putAll(SMALL);
    settings.put(
        "listeners", "BROKER://" + ports.bootstrapServers() + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", "BROKER://" + ports.bootstrapServers());
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("log.dirs", data.toString());
    settings.putAll(config.settings());
    return settings;
  }

  /**
   * In a file, not on the command line: the class path alone has kilobytes, and a short command
   * line is one that can be read whole to recognise the process.
   */
  private static String javaArguments(BrokerFolder folder, LocalKafkaProgram program) {
    StringBuilder text = new StringBuilder();
    text.append("-cp\n").append(quoted(program.joined())).append('\n');
    JVM.forEach(option -> text.append(option).append('\n'));
    text.append(quoted("-Dlog4j2.configurationFile=" + folder.logSettings())).append('\n');
    text.append(quoted("-Dsignalcoherence.log=" + folder.log())).append('\n');
    return text.toString();
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
