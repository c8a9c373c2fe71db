// How many messages a second Hubot dispatches to one listener that answers one line, and how long
// one takes. Run: npm install && node dispatch.mjs
import { Adapter, Robot, TextMessage, User } from 'hubot'

class NullAdapter extends Adapter {
  sent = 0
  async send (envelope, ...strings) { this.sent += strings.length }
  async run () { this.emit('connected') }
}

process.env.HUBOT_LOG_LEVEL = 'error'
const adapter = new NullAdapter()
const robot = new Robot(adapter, false, 'hangup')
adapter.robot = robot
robot.respond(/reason (\d+)/i, async res => { await res.send(`${res.match[1]}: No Available Route`) })

const user = new User('1', { name: 'bench', room: 'room' })
const ask = id => robot.receive(new TextMessage(user, 'hangup reason 22', id))

for (let i = 0; i < 200_000; i++) await ask(i)

const N = 300_000
const took = new Float64Array(N)
adapter.sent = 0
const start = process.hrtime.bigint()
for (let i = 0; i < N; i++) {
  const before = process.hrtime.bigint()
  await ask(i)
  took[i] = Number(process.hrtime.bigint() - before)
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9
took.sort()
if (adapter.sent !== N) throw new Error(`sent ${adapter.sent} of ${N}`)
console.log(`hubot: ${Math.round(N / seconds)} /s, p50 ${(took[N >> 1] / 1000).toFixed(1)} µs, p99 ${(took[Math.floor(N * 0.99)] / 1000).toFixed(1)} µs`)
process.exit(0)
