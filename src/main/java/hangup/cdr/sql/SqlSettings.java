package hangup.cdr.sql;

/**
 * Any database whose CDRs a SELECT maps.
 *
 * @param name what people type to name the source
 * @param select the SELECT, see {@link SelectFile}
 */
public record SqlSettings(String name, ConnectionSettings connection, SelectFile select) {}
