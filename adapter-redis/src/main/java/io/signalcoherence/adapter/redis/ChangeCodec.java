package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.TenantId;
import java.nio.BufferUnderflowException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Changes of tenants as bytes: version, the name of the ledger's epoch, then each tenant and its
 * token's text. Pure.
 */
final class ChangeCodec {

  static final int VERSION = 2;

  /** Two texts with their lengths. */
  private static final int LEAST_BYTES = 2 * Integer.BYTES;

  private ChangeCodec() {}

  static byte[] changes(EpochId ledger, Map<TenantId, CommitToken> changes) {
    ByteWriter to = new ByteWriter().octet(VERSION);
    to.large(ledger.value().getMostSignificantBits());
    to.large(ledger.value().getLeastSignificantBits()).number(changes.size());
    changes.forEach((tenant, token) -> to.text(tenant.value()).text(token.encoded()));
    return to.written();
  }

  /** The changes; none if the bytes are of another form, or of another ledger. */
  static Map<TenantId, CommitToken> changes(EpochId ledger, byte[] bytes) {
    try {
      ByteReader from = new ByteReader(bytes);
      Map<TenantId, CommitToken> changes = new LinkedHashMap<>();
      if (from.octet() != VERSION || !ledger.value().equals(new UUID(from.large(), from.large()))) {
        return Map.of();
      }
      for (int left = from.count(LEAST_BYTES); left > 0; left--) {
        changes.put(new TenantId(from.text()), CommitToken.decode(from.text()));
      }
      return from.isAtEnd() ? changes : Map.of();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Map.of();
    }
  }
}
