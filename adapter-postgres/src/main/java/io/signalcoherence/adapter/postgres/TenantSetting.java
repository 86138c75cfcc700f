package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.TenantId;
import java.util.Collection;

/** The text of the setting that grants a transaction its tenants: a PostgreSQL array literal. */
final class TenantSetting {

  private TenantSetting() {}

  static String of(TenantId tenant) {
    StringBuilder text = new StringBuilder("{");
    quote(text, tenant.value());
    return text.append('}').toString();
  }

  static String of(Collection<TenantId> tenants) {
    StringBuilder text = new StringBuilder("{");
    for (TenantId tenant : tenants) {
      if (text.length() > 1) {
        text.append(',');
      }
      quote(text, tenant.value());
    }
    return text.append('}').toString();
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }
}
