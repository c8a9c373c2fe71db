/** The operator's YAML files, read so that every complaint names its file, line and key. */
@NullMarked
package hangup.yaml;

import org.jspecify.annotations.NullMarked;
