package io.signalcoherence.launcher.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting: its key, form, default and meaning. All are in enums by what they are of; defaults
 * that belong to a module are taken from its record.
 */
interface Setting {

  /**
   * What there is to say of a setting.
   *
   * @param key its dotted name in the file
   * @param kind the form of its text
   * @param defaultText its text where none is given
   * @param meaning what it is for, with its range
   */
  record Definition(String key, Kind kind, String defaultText, String meaning) {}

  /** What there is to say of it. */
  Definition definition();

  /** Its dotted name in the file. */
  default String key() {
    return definition().key();
  }

  /** The form of its text. */
  default Kind kind() {
    return definition().kind();
  }

  /** Its text where none is given. */
  default String defaultText() {
    return definition().defaultText();
  }

  /** What it is for. */
  default String meaning() {
    return definition().meaning();
  }

  /** The environment variable that sets it. */
  default String variable() {
    return RawSettings.PREFIX + key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Every setting, in the order in which they are told. */
  static List<Setting> all() {
    return Stream.<Setting[]>of(
            ServiceSetting.values(),
            EngineSetting.values(),
            GraphSetting.values(),
            CacheSetting.values(),
            HttpSetting.values(),
            KafkaSetting.values())
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The one that has this key. */
  static Optional<Setting> ofKey(String key) {
    return all().stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** The one that this environment variable sets. */
  static Optional<Setting> ofVariable(String variable) {
    return all().stream().filter(setting -> setting.variable().equals(variable)).findFirst();
  }

  /** All keys. */
  static List<String> keys() {
    return all().stream().map(Setting::key).toList();
  }

  /** All environment variables. */
  static List<String> variables() {
    return all().stream().map(Setting::variable).toList();
  }
}
