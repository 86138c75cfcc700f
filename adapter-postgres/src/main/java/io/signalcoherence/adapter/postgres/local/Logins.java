package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.KeyValueFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The roles' passwords: random, made once per data folder, in a file that only its owner can read.
 */
final class Logins {

  private static final int PASSWORD_BYTES = 30;

  private Logins() {}

  /** Returns the folder's logins, or makes them if it has neither logins nor data. */
  static Map<LocalPostgresRole, LocalPostgresCredentials> readOrMake(ServerFolder folder)
      throws IOException {
    Map<String, String> passwords = new LinkedHashMap<>(KeyValueFile.read(folder.credentials()));
    if (passwords.isEmpty() && !folder.hasData()) {
      SecureRandom random = new SecureRandom();
      for (LocalPostgresRole role : LocalPostgresRole.values()) {
        passwords.put(role.roleName(), password(random));
      }
      KeyValueFile.write(folder.credentials(), passwords);
    }
    return parse(folder, passwords);
  }

  /** Returns the folder's logins. */
  static Map<LocalPostgresRole, LocalPostgresCredentials> read(ServerFolder folder)
      throws IOException {
    return parse(folder, KeyValueFile.read(folder.credentials()));
  }

  private static Map<LocalPostgresRole, LocalPostgresCredentials> parse(
      ServerFolder folder, Map<String, String> passwords) {
    Map<LocalPostgresRole, LocalPostgresCredentials> logins =
        new EnumMap<>(LocalPostgresRole.class);
    for (LocalPostgresRole role : LocalPostgresRole.values()) {
      String password = passwords.get(role.roleName());
      if (password == null) {
        throw new LocalPostgresException(
            Reason.FOLDER_UNUSABLE,
            "data folder "
                + folder.path()
                + ": credentials.properties lacks "
                + role.roleName()
                + "; restore that file from a backup");
      }
      logins.put(role, new LocalPostgresCredentials(role.roleName(), password));
    }
    return logins;
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
