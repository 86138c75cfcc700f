package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import io.signalcoherence.adapter.http.HttpServer;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.replay.Patience;
import io.signalcoherence.launcher.replay.Replay;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.out.Ledger;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts that one command needs, started in order. Closing ends them in reverse; a start that
 * fails ends what it had started.
 */
public final class Assembly implements AutoCloseable {

  private final Injector injector;
  private final Lifecycle lifecycle;

  private Assembly(Injector injector, Lifecycle lifecycle) {
    this.injector = injector;
    this.lifecycle = lifecycle;
  }

  /**
   * The whole service, ready for requests.
   *
   * @throws StartException if something that it needs can't be had
   */
  public static Assembly service(Configuration configuration) {
    return start(configuration, DatabaseModule.Ownership.REQUIRED, HttpServer.class);
  }

  /**
   * The engine without a surface, beside a running service if there is one.
   *
   * @throws StartException if something that it needs can't be had
   */
  public static Assembly engineAlone(Configuration configuration) {
    return start(configuration, DatabaseModule.Ownership.SHARED, SignalCoherence.class);
  }

  /**
   * The ledger alone, beside a running service if there is one.
   *
   * @throws StartException if something that it needs can't be had
   */
  public static Assembly ledgerAlone(Configuration configuration) {
    return start(configuration, DatabaseModule.Ownership.SHARED, Ledger.class);
  }

  private static Assembly start(
      Configuration configuration, DatabaseModule.Ownership ownership, Class<?> last) {
    Lifecycle lifecycle = new Lifecycle();
    try {
      Injector injector =
          Guice.createInjector(Stage.DEVELOPMENT, modules(configuration, ownership, lifecycle));
      // parts start when they are first asked for: asking for the last starts all that it needs
      injector.getInstance(Key.get(last));
      return new Assembly(injector, lifecycle);
    } catch (ProvisionException e) {
      lifecycle.close();
      throw reason(e, e.getErrorMessages());
    } catch (CreationException e) {
      lifecycle.close();
      throw reason(e, e.getErrorMessages());
    } catch (RuntimeException | Error e) {
      lifecycle.close();
      throw e;
    }
  }

  private static List<Module> modules(
      Configuration configuration, DatabaseModule.Ownership ownership, Lifecycle lifecycle) {
    return List.of(
        new GivenModule(configuration, lifecycle),
        new TimeModule(),
        new DatabaseModule(ownership),
        new LedgerModule(),
        new TelemetryModule(),
        new CacheModule(),
        new EngineModule(),
        new GraphModule(),
        new KafkaModule(),
        new HttpModule());
  }

  /** What a part threw, without what Guice puts around it. */
  private static RuntimeException reason(RuntimeException failure, Collection<Message> messages) {
    return messages.stream()
        .flatMap(message -> Stream.ofNullable(message.getCause()))
        .filter(RuntimeException.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst()
        .orElse(failure);
  }

  /** The ledger. */
  public Ledger ledger() {
    return injector.getInstance(Ledger.class);
  }

  /** Answers how coherent a tenant is. */
  public ReadCoherence scores() {
    return injector.getInstance(SignalCoherence.class).scores();
  }

  /** Sends recorded signals through this engine. */
  public Replay replay(Patience patience) {
    return new Replay(
        injector.getInstance(SignalCoherence.class).ingest(),
        injector.getInstance(SignalCoherence.class).lookUps(),
        injector.getInstance(SignalDecoder.class),
        injector.getInstance(Principal.class),
        patience);
  }

  /** Where a whole service listens and keeps its data, for people. */
  public String whereabouts() {
    HttpServer server = injector.getInstance(HttpServer.class);
    return "http://"
        + text(server.apiAddress())
        + " (management http://"
        + text(server.managementAddress())
        + "), ledger "
        + injector.getInstance(Database.class).jdbcUrl();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  /** What the start was given. */
  private static final class GivenModule extends AbstractModule {

    private final Configuration configuration;
    private final Lifecycle lifecycle;

    GivenModule(Configuration configuration, Lifecycle lifecycle) {
      this.configuration = configuration;
      this.lifecycle = lifecycle;
    }

    @Override
    protected void configure() {
      binder().requireExplicitBindings();
      binder().disableCircularProxies();
      bind(Configuration.class).toInstance(configuration);
      bind(Lifecycle.class).toInstance(lifecycle);
    }
  }
}
