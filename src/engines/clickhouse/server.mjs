// ClickHouse's engine behind so much of its HTTP interface as its JDBC driver speaks: writes the
// port it listens on into the file that is named, and ends with its standard input.
//
// The engine is the real one. What stands here is what clickhouse-server has around it: HTTP, the
// user's password, and a query id, which the embedded engine does not take from outside.
import { createServer } from 'node:http';
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'chdb';

// As in ClickHouse: a user without a password may send any.
const USERS = { default: () => true, hangup: password => password === 'secret' };

// Parameters of a request that are no settings: "HTTP Interface" in ClickHouse's documentation.
const NO_SETTINGS = new Set([
  'buffer_size',
  'compress',
  'database',
  'decompress',
  'default_format',
  'password',
  'query',
  'query_id',
  'session_check',
  'session_id',
  'session_timeout',
  'user',
  'wait_end_of_query',
]);

// The status that ClickHouse answers an error with; else 500.
const STATUS = { 46: 404, 47: 404, 60: 404, 62: 400, 81: 404, 115: 404, 159: 408, 516: 403 };

// The engine's own id of a query cannot be given to it; a comment can, and is found again.
const KILL = /^(\s*KILL\s+QUERY\b.*?\bWHERE\s+)query_id\s*=\s*/is;
const BY_COMMENT = "Settings['log_comment'] = ";

class Refused extends Error {
  constructor(code, name, message) {
    super(`Code: ${code}. DB::Exception: ${message} (${name})`);
  }
}

const engine = new Session();
const version = engine.query('SELECT version()', 'TSVRaw').trim();

const quoted = text => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function authenticate(request) {
  const basic = /^Basic (.*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [name, password] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
  if (!Object.hasOwn(USERS, name) || !USERS[name](password ?? '')) {
    throw new Refused(
      516,
      'AUTHENTICATION_FAILED',
      `${name}: Authentication failed: password is incorrect, or there is no user with such name.`,
    );
  }
}

async function answer(request, response) {
  const parameters = new URL(request.url, 'http://localhost').searchParams;
  const sql = [parameters.get('query') ?? '', await body(request)].filter(Boolean).join('\n');
  authenticate(request);
  if (parameters.get('compress') === '1' || parameters.get('decompress') === '1') {
    throw new Refused(48, 'NOT_IMPLEMENTED', 'No compression here: give the URL compress=0.');
  }
  const id = parameters.get('query_id') ?? crypto.randomUUID();
  const connection = new Session(engine.path);
  try {
    const database = parameters.get('database') ?? request.headers['x-clickhouse-database'];
    if (database) {
      connection.query(`USE \`${database.replaceAll('`', '\\`')}\``);
    }
    connection.query(`SET log_comment = ${quoted(id)}`);
    const settings = [...parameters].filter(([name]) => !NO_SETTINGS.has(name));
    for (const [name, value] of settings) {
      connection.query(`SET ${name} = ${quoted(value)}`);
    }
    const asked = new Map(settings);
    response.on('close', () => {
      if (!response.writableEnded && asked.get('cancel_http_readonly_queries_on_client_close') === '1') {
        engine.query(`KILL QUERY WHERE ${BY_COMMENT}${quoted(id)} ASYNC`);
      }
    });
    const format =
      request.headers['x-clickhouse-format'] ?? parameters.get('default_format') ?? 'TabSeparated';
    const result = await connection.queryAsync(sql.replace(KILL, `$1${BY_COMMENT}`), { format });
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'X-ClickHouse-Format': format,
      'X-ClickHouse-Query-Id': id,
      'X-ClickHouse-Timezone': 'UTC',
    });
    response.end(result.bytes());
  } finally {
    connection.close();
  }
}

function refuse(response, error) {
  const said = String(error.message).replace(/^Query failed: /, '').trim();
  const code = Number(/Code: (\d+)/.exec(said)?.[1] ?? 1001);
  response.writeHead(STATUS[code] ?? 500, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': String(code),
  });
  response.end(`${said} (version ${version})\n`);
}

const server = createServer((request, response) => {
  answer(request, response).catch(error => refuse(response, error));
});

server.listen(0, '127.0.0.1', () => {
  writeFileSync(`${process.argv[2]}.new`, String(server.address().port));
  renameSync(`${process.argv[2]}.new`, process.argv[2]);
});

process.stdin.resume();
process.stdin.on('end', () => {
  engine.close();
  process.exit(0);
});
