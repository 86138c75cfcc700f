package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.ReadingKey;
import java.io.ByteArrayOutputStream;

/**
 * The names of keys. Each part stands behind its length, the tenant first, so that no tenant's name
 * can be chosen to meet another's key: {@code signalcoherence:4:acme9:reading/236:…8:28500000}. The
 * second part ends with the form of what is kept, so that two versions never meet; the third is the
 * name of the ledger's epoch, so that two ledgers don't, whatever prefix they have; the last is the
 * minute after the window, counted from 1970.
 */
final class ReadingKeys {

  private static final long SECONDS_PER_MINUTE = 60;

  private final String prefix;

  ReadingKeys(String prefix) {
    this.prefix = prefix;
  }

  byte[] reading(EpochId ledger, ReadingKey key) {
    return name(ledger, key, "reading/" + ReadingCodec.VERSION);
  }

  byte[] lease(EpochId ledger, ReadingKey key) {
    return name(ledger, key, "lease");
  }

  /** The channel that tells of changes, of whichever ledger; its form is part of its name. */
  byte[] channel() {
    return (prefix + "changes:" + ChangeCodec.VERSION).getBytes(UTF_8);
  }

  private byte[] name(EpochId ledger, ReadingKey key, String kind) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    name.writeBytes(prefix.getBytes(UTF_8));
    add(name, key.tenant().value());
    add(name, kind);
    add(name, ledger.value().toString());
    add(name, Long.toString(key.window().to().getEpochSecond() / SECONDS_PER_MINUTE));
    return name.toByteArray();
  }

  private static void add(ByteArrayOutputStream name, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    name.writeBytes((bytes.length + ":").getBytes(UTF_8));
    name.writeBytes(bytes);
  }
}
