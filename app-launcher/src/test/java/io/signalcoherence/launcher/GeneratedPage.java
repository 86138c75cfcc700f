package io.signalcoherence.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a generated page with the one in the docs; {@code -Dupdate.docs=true} writes it. */
public final class GeneratedPage {

  private GeneratedPage() {}

  /** Fails if the page at a path from the project's root differs from what was generated. */
  public static void check(String path, String generated) throws IOException {
    Path page = Path.of("..").resolve(path);
    if (Boolean.getBoolean("update.docs")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, generated);
    }
    assertThat(Files.readString(page))
        .as(path + " is what the code says (update it with -Dupdate.docs=true)")
        .isEqualTo(generated);
  }
}
