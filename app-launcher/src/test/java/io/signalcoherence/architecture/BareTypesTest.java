package io.signalcoherence.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of exceptions holds no more than there is. */
final class BareTypesTest {

  private static final Set<String> SHOWN =
      SignatureRules.bareSignatures(CodeBase.PRODUCT.classes(), CodeBase.PRODUCT)
          .collect(Collectors.toSet());

  @Test
  void eachValueTypeShowsABareValue() {
    assertThat(SHOWN.stream().map(BareTypes::typeOf).collect(Collectors.toSet()))
        .containsAll(BareTypes.VALUE_TYPES);
  }

  @Test
  void eachConversionIsThere() {
    assertThat(SHOWN.stream().map(BareTypes::memberOf).collect(Collectors.toSet()))
        .containsAll(BareTypes.CONVERSIONS);
  }

  @Test
  void eachSingleExceptionIsThere() {
    assertThat(SHOWN).containsAll(BareTypes.MEMBERS);
  }
}
