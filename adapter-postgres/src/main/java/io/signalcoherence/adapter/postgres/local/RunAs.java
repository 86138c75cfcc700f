package io.signalcoherence.adapter.postgres.local;

import com.sun.security.auth.module.UnixSystem;
import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.FileOwner;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As whom the server runs: PostgreSQL refuses root.
 *
 * <p>As root, a folder that belongs to someone else is run as him. One that belongs to root is run
 * in a user namespace, where root is nobody in particular and yet may use root's files; where there
 * are no user namespaces the folder is given to an unprivileged account. So a folder stays usable
 * in whatever way it is started later.
 *
 * @param prefix what to put before a command
 */
record RunAs(List<String> prefix) {

  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> ACCOUNTS = List.of("postgres", "nobody");
  private static final Duration PROBE = Duration.ofSeconds(10);

  RunAs {
    prefix = List.copyOf(prefix);
  }

  static boolean isRoot() {
    return uid() == 0;
  }

  static int uid() {
    return (int) new UnixSystem().getUid();
  }

  /** Tells whether a process can be put in a user namespace of its own here. */
  static boolean namespacesWork() {
    List<String> probe = new ArrayList<>(NAMESPACE);
    probe.add("true");
    return isRoot() && succeeds(probe);
  }

  /**
   * Chooses, and gives the folder to the chosen account where that is needed.
   *
   * @param folder the data folder, which exists
   * @param program the server's binary, which the account must be able to run
   * @param namespaces whether user namespaces may be used
   */
  static RunAs choose(Path folder, Path program, boolean namespaces) throws IOException {
    if (!isRoot()) {
      return new RunAs(List.of());
    }
    FileOwner owner = FileOwner.of(folder);
    if (owner.uid() == 0 && namespaces) {
      return new RunAs(NAMESPACE);
    }
    FileOwner account = owner.uid() == 0 ? unprivilegedAccount() : owner;
    RunAs runAs =
        new RunAs(
            List.of(
                "setpriv",
                "--reuid=" + account.uid(),
                "--regid=" + account.gid(),
                "--clear-groups"));
    giveAll(folder, account);
    runAs.requireAccess(folder, program, account);
    return runAs;
  }

  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private void requireAccess(Path folder, Path program, FileOwner account) {
    if (!succeeds(command(List.of("true")))) {
      throw refused("setpriv can't switch to the user with id " + account.uid());
    }
    if (!succeeds(command(List.of("test", "-x", program.toString())))) {
      throw refused("the user with id " + account.uid() + " can't run " + program);
    }
    if (!succeeds(command(List.of("test", "-w", folder.toString())))) {
      throw refused(
          "the user with id "
              + account.uid()
              + " can't reach "
              + folder
              + ": a folder above is closed to him");
    }
  }

  /**
   * Gives all below a folder, and the folder last, so that an interrupted run is seen and repeated.
   */
  private static void giveAll(Path folder, FileOwner owner) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            owner.take(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            owner.take(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static FileOwner unprivilegedAccount() {
    for (String name : ACCOUNTS) {
      Optional<Integer> uid = id("-u", name);
      Optional<Integer> gid = id("-g", name);
      if (uid.isPresent() && gid.isPresent() && uid.get() != 0) {
        return new FileOwner(uid.get(), gid.get());
      }
    }
    throw refused(
        "there are no user namespaces and no user named " + String.join(" or ", ACCOUNTS));
  }

  private static Optional<Integer> id(String flag, String name) {
    try {
      ShortCommand.Outcome outcome = ShortCommand.run(List.of("id", flag, name), PROBE);
      return outcome.succeeded()
          ? Optional.of(Integer.valueOf(outcome.output().strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      return ShortCommand.run(command, PROBE).succeeded();
    } catch (IOException e) {
      return false;
    }
  }

  private static LocalPostgresException refused(String why) {
    return new LocalPostgresException(
        Reason.ROOT_REFUSED,
        "PostgreSQL does not run as root, and " + why + "; start as an ordinary user instead");
  }
}
