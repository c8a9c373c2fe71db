package hangup.cdr.csv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A known form of file, and which of its columns we read.
 *
 * @param name as it is typed
 * @param title in words
 * @param columns in order of the role; each with the names it goes by, best first
 * @param positions for files that never have a header: the index of each column, from 0
 * @param fewestFields for such files: fewer fields than this are another form; 0 with a header
 * @param mostFields for such files: more fields than this are another form; 0 with a header
 * @param delimiters the characters that may part the fields
 * @param mysql whether it may come from MySQL: {@code NULL} and {@code \N} mean nothing, and parted
 *     by tabs there are backslash escapes and no quotes
 */
record FileFormat(
    String name,
    String title,
    List<Column> columns,
    Map<Role, Integer> positions,
    int fewestFields,
    int mostFields,
    String delimiters,
    boolean mysql) {

  private static final String ANY_DELIMITER = ",;\t|";

  /** A column and the names it goes by. */
  record Column(Role role, List<String> names) {}

  /** Our own form: what {@link CdrCsvWriter} writes. */
  static final FileFormat CANONICAL =
      headed(
          "hangup",
          "our own CSV, headed id,start,stop,talk_seconds,billed_seconds,pdd_ms,reason,ended_by,…"
              + " (recommended)",
          false,
          column(Role.ID, "id"),
          column(Role.START, "start"),
          column(Role.STOP, "stop"),
          column(Role.TALK, "talk_seconds"),
          column(Role.BILLED, "billed_seconds"),
          column(Role.PDD, "pdd_ms"),
          column(Role.REASON, "reason"),
          column(Role.ENDED_BY, "ended_by"),
          column(Role.CALLER, "caller"),
          column(Role.CALLEE, "callee"),
          column(Role.MAPPING_GATEWAY, "mapping_gateway"),
          column(Role.ROUTING_GATEWAY, "routing_gateway"),
          column(Role.CUSTOMER_ACCOUNT, "customer_account"),
          column(Role.CUSTOMER_NAME, "customer_name"),
          column(Role.FEE, "fee"));

  /** The names of the table {@code e_cdr}, of its older versions and of the vendor's web API. */
  private static final FileFormat DATABASE =
      headed(
          "vos3000-db",
          "headed with the column names of e_cdr or of the web API: starttime, stoptime, holdtime,"
              + " endreason, … (also mysql -B)",
          true,
          column(Role.ID, "flowno"),
          column(Role.START, "starttime", "start"),
          column(Role.STOP, "stoptime", "stop"),
          column(Role.TALK, "holdtime"),
          column(Role.BILLED, "feetime"),
          column(Role.CALLER_PDD, "callerpdd"),
          column(Role.CALLEE_PDD, "calleepdd"),
          column(Role.REASON, "endreason"),
          column(Role.ENDED_BY, "enddirection"),
          column(Role.CALLER, "callere164"),
          column(Role.CALLEE, "calleee164"),
          column(Role.MAPPING_GATEWAY, "callergatewayid", "callergateway"),
          column(Role.ROUTING_GATEWAY, "calleegatewayid", "calleegateway"),
          column(Role.CUSTOMER_ACCOUNT, "customeraccount", "account"),
          column(Role.CUSTOMER_NAME, "customername", "accountname"),
          column(Role.FEE, "fee"));

  private static final FileFormat CLIENT =
      headed(
          "vos3000-client",
          "export of the VOS3000 client, headed 主叫号码, 被叫号码, 起始时间, 终止时间, 通话时长, 终止原因, …",
          false,
          column(Role.ID, "序列号"),
          column(Role.START, "起始时间"),
          column(Role.STOP, "终止时间"),
          column(Role.TALK, "通话时长"),
          column(Role.BILLED, "计费时长"),
          column(Role.CALLER_PDD, "接通延迟"),
          column(Role.REASON, "终止原因"),
          column(Role.ENDED_BY, "挂断方"),
          column(Role.CALLER, "主叫号码"),
          column(Role.CALLEE, "被叫号码"),
          column(Role.MAPPING_GATEWAY, "主叫经由网关"),
          column(Role.ROUTING_GATEWAY, "被叫经由网关"),
          column(Role.CUSTOMER_ACCOUNT, "账户号码"),
          column(Role.CUSTOMER_NAME, "账户名称"),
          column(Role.FEE, "通话费用"));

  private static final FileFormat FREESWITCH =
      headed(
          "freeswitch",
          "FreeSWITCH or FusionPBX, headed start_stamp, billsec, hangup_cause, …",
          false,
          column(Role.ID, "uuid", "xml_cdr_uuid"),
          column(Role.START, "start_stamp", "start_epoch", "start_uepoch"),
          column(Role.STOP, "end_stamp", "end_epoch", "end_uepoch"),
          column(Role.TALK, "billsec"),
          column(Role.PDD, "pdd_ms"),
          column(Role.REASON, "hangup_cause", "hangup_cause_q850"),
          column(Role.CALLER, "caller_id_number"),
          column(Role.CALLEE, "destination_number"),
          column(Role.MAPPING_GATEWAY, "network_addr"),
          column(Role.ROUTING_CHANNEL, "bridge_channel"),
          column(Role.CUSTOMER_ACCOUNT, "accountcode"),
          column(Role.CUSTOMER_NAME, "domain_name", "domain"));

  private static final FileFormat ASTERISK =
      headed(
          "asterisk",
          "the cdr table of Asterisk, headed calldate, billsec, disposition, …",
          true,
          column(Role.ID, "uniqueid"),
          column(Role.START, "calldate", "start"),
          column(Role.STOP, "end"),
          column(Role.TALK, "billsec"),
          column(Role.REASON, "disposition"),
          column(Role.CALLER, "src"),
          column(Role.CALLEE, "dst"),
          column(Role.ROUTING_CHANNEL, "dstchannel"),
          column(Role.CUSTOMER_ACCOUNT, "accountcode"));

  private static final FileFormat COLUMNS_52 =
      positional(
          "vos3000-52",
          "52 columns without a header",
          52,
          52,
          ANY_DELIMITER,
          true,
          Map.ofEntries(
              Map.entry(Role.CALLER, 0),
              Map.entry(Role.CALLEE, 2),
              Map.entry(Role.MAPPING_GATEWAY, 6),
              Map.entry(Role.ROUTING_GATEWAY, 12),
              Map.entry(Role.START, 19),
              Map.entry(Role.STOP, 20),
              Map.entry(Role.CALLER_PDD, 21),
              Map.entry(Role.CALLEE_PDD, 22),
              Map.entry(Role.TALK, 23),
              Map.entry(Role.BILLED, 25),
              Map.entry(Role.FEE, 26),
              Map.entry(Role.CUSTOMER_ACCOUNT, 32),
              Map.entry(Role.CUSTOMER_NAME, 33),
              Map.entry(Role.ID, 41),
              Map.entry(Role.ENDED_BY, 47),
              Map.entry(Role.REASON, 48)));

  private static final FileFormat PIPE =
      positional(
          "vos3000-pipe",
          "hourly text file YYYYMMDDHH.txt: 18 fields parted by |, without a header",
          9,
          18,
          "|",
          false,
          Map.of(
              Role.CALLER, 0,
              Role.CALLEE, 1,
              Role.START, 2,
              Role.STOP, 3,
              Role.TALK, 4,
              Role.REASON, 5,
              Role.ENDED_BY, 6,
              Role.MAPPING_GATEWAY, 7,
              Role.ROUTING_GATEWAY, 8));

  /** All of them, the likeliest first. */
  static final List<FileFormat> ALL =
      List.of(CANONICAL, DATABASE, CLIENT, COLUMNS_52, PIPE, FREESWITCH, ASTERISK);

  boolean isHeaded() {
    return positions.isEmpty();
  }

  /** The names that the column of a role goes by; empty when the form has no such column. */
  List<String> namesOf(Role role) {
    return columns.stream()
        .filter(column -> column.role() == role)
        .flatMap(column -> column.names().stream())
        .toList();
  }

  /**
   * The index of each column we read, in a file whose columns have these names.
   *
   * @param header names in any spelling; unknown ones are passed over
   */
  Map<Role, Integer> locate(List<String> header) {
    List<String> plain = header.stream().map(FileFormat::plain).toList();
    Map<Role, Integer> found = new EnumMap<>(Role.class);
    for (Column column : columns) {
      for (String name : column.names()) {
        int index = plain.indexOf(plain(name));
        if (index >= 0) {
          found.put(column.role(), index);
          break;
        }
      }
    }
    return found;
  }

  /** Case, spaces, underscores and a unit in brackets do not matter in a column's name. */
  private static String plain(String name) {
    int end = name.length();
    for (int i = 1; i < end; i++) {
      char c = name.charAt(i);
      if (c == '(' || c == '（' || c == '[') {
        end = i;
      }
    }
    StringBuilder plain = new StringBuilder(end);
    for (char c : name.substring(0, end).toLowerCase(Locale.ROOT).toCharArray()) {
      if (c > ' ' && c != '_' && c != '-' && c != '`' && c != '\u00a0' && c != '\u3000') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static Column column(Role role, String... names) {
    return new Column(role, List.of(names));
  }

  private static FileFormat headed(String name, String title, boolean mysql, Column... columns) {
    return new FileFormat(name, title, List.of(columns), Map.of(), 0, 0, ANY_DELIMITER, mysql);
  }

  private static FileFormat positional(
      String name,
      String title,
      int fewest,
      int most,
      String delimiters,
      boolean mysql,
      Map<Role, Integer> positions) {
    List<Column> columns = new ArrayList<>();
    positions.forEach(
        (role, index) -> columns.add(new Column(role, List.of("field " + (index + 1)))));
    return new FileFormat(name, title, columns, positions, fewest, most, delimiters, mysql);
  }
}
